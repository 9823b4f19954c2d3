namespace Tandem.Asterisk.Actions;

/// <summary>Transfers whom a channel talks to, without announcing it.</summary>
public sealed record BlindTransferAction : IAmiAction
{
    /// <summary>The channel of who transfers.</summary>
    public required string Channel { get; init; }

    /// <summary>The context.</summary>
    public required string Context { get; init; }

    /// <summary>The extension.</summary>
    public required string Extension { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("BlindTransfer")
    {
        { "Channel", Channel },
        { "Context", Context },
        { "Exten", Extension },
    };
}
