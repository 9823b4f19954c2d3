namespace Tandem.Asterisk.Actions;

/// <summary>Begins an attended transfer, as if the channel had dialled its feature code. Success means that the digits wait to be taken.</summary>
public sealed record AttendedTransferAction : IAmiAction
{
    /// <summary>The channel of who transfers.</summary>
    public required string Channel { get; init; }

    /// <summary>The extension, with <c>#</c> behind it where Asterisk would wait for more digits.</summary>
    public required string Extension { get; init; }

    /// <summary>The context; null for the channel's own.</summary>
    public string? Context { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("Atxfer")
    {
        { "Channel", Channel },
        { "Exten", Extension },
        { "Context", Context },
    };
}
