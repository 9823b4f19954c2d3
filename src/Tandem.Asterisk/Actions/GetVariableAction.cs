namespace Tandem.Asterisk.Actions;

/// <summary>Reads a variable, or a function of the dialplan; the answer has <c>Value</c>.</summary>
public sealed record GetVariableAction : IAmiAction
{
    /// <summary>The channel; null for a global variable.</summary>
    public string? Channel { get; init; }

    /// <summary>The variable. Never what a user typed.</summary>
    public required string Variable { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("Getvar")
    {
        { "Channel", Channel },
        { "Variable", Variable },
    };
}
