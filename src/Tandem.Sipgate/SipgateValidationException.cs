using System.Diagnostics.CodeAnalysis;

namespace Tandem.Sipgate;

/// <summary>A value cannot be, which was seen before anything was sent.</summary>
public class SipgateValidationException : SipgateException
{
    internal SipgateValidationException(string message, string? parameter)
        : base(message) => Parameter = parameter;

    /// <summary>The value's name; null where it has none.</summary>
    public string? Parameter { get; }

    internal static void Require([DoesNotReturnIf(false)] bool isGood, string message, string? parameter)
    {
        if (!isGood)
        {
            throw new SipgateValidationException(message, parameter);
        }
    }
}
