namespace Tandem.Asterisk.Actions;

/// <summary>Joins two channels.</summary>
public sealed record BridgeAction : IAmiAction
{
    /// <summary>One.</summary>
    public required string Channel1 { get; init; }

    /// <summary>The other.</summary>
    public required string Channel2 { get; init; }

    /// <summary>Who hears a tone: no, Channel1, Channel2 or Both.</summary>
    public string? Tone { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("Bridge")
    {
        { "Channel1", Channel1 },
        { "Channel2", Channel2 },
        { "Tone", Tone },
    };
}
