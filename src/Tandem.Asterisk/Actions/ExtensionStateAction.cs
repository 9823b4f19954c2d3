namespace Tandem.Asterisk.Actions;

/// <summary>Asks for the state of an extension's hint.</summary>
public sealed record ExtensionStateAction : IAmiAction
{
    /// <summary>The extension.</summary>
    public required string Extension { get; init; }

    /// <summary>The context of the hint; without it Asterisk takes <c>default</c>.</summary>
    public required string Context { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("ExtensionState")
    {
        { "Exten", Extension },
        { "Context", Context },
    };
}
