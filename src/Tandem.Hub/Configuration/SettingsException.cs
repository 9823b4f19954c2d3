namespace Tandem.Hub.Configuration;

/// <summary>A setting that stops the start: one line that names the key, the value and what is allowed.</summary>
public sealed class SettingsException : Exception
{
    /// <summary>A value that is not allowed.</summary>
    /// <param name="key">The setting's key, for example <c>Switch:Sip:Port</c>.</param>
    /// <param name="value">The value given.</param>
    /// <param name="allowed">What is allowed.</param>
    public SettingsException(string key, string? value, string allowed)
        : base($"{key} is '{value}'; allowed: {allowed}.")
    {
    }

    /// <summary>Any other fault of a setting.</summary>
    /// <param name="message">One line that names the key.</param>
    public SettingsException(string message)
        : base(message)
    {
    }
}
