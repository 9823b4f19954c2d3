namespace Tandem.Asterisk.Actions;

/// <summary>Gives a command to a channel that waits in AsyncAGI; the answer only says that it waits, AsyncAGIExec with the same command id tells the result.</summary>
public sealed record AgiAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>The command, such as <c>EXEC Playback hello</c>. Never what a user typed.</summary>
    public required string AgiCommand { get; init; }

    /// <summary>Its id.</summary>
    public string? CommandId { get; init; }

    /// <inheritdoc/>
    public AmiAction ToAction() => new("AGI")
    {
        { "Channel", Channel },
        { "Command", AgiCommand },
        { "CommandID", CommandId },
    };
}
