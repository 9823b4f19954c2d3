namespace Tandem.Asterisk.Actions;

/// <summary>Ends a channel.</summary>
public sealed record HangupAction : IAmiAction
{
    /// <summary>The channel, by its name.</summary>
    public required string Channel { get; init; }

    /// <summary>The cause of Q.850, 1 to 127; null for the normal one.</summary>
    public int? Cause { get; init; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name begins with a slash, which Asterisk takes for a pattern of many channels; the plain action takes one.</exception>
    public AmiAction ToAction() => Channel.StartsWith('/')
        ? throw new ArgumentException($"'{Channel}' is a pattern of channels, not one.")
        : new AmiAction("Hangup") { { "Channel", Channel }, { "Cause", Cause } };
}
