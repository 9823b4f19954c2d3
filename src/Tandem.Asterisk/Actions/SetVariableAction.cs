namespace Tandem.Asterisk.Actions;

/// <summary>Sets a variable, or calls a function of the dialplan.</summary>
public sealed record SetVariableAction : IAmiAction
{
    /// <summary>The channel; null for a global variable.</summary>
    public string? Channel { get; init; }

    /// <summary>The variable. Never what a user typed.</summary>
    public required string Variable { get; init; }

    /// <summary>Its value.</summary>
    public required string Value { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("Setvar")
    {
        { "Channel", Channel },
        { "Variable", Variable },
        { "Value", Value },
    };
}
