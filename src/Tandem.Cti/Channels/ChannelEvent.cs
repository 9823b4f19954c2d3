namespace Tandem.Cti.Channels;

/// <summary>What happened to a channel last. The well-known events are the static properties here; an exchange may bring others.</summary>
/// <param name="Name">The name on the wire: <c>CHANNEL_ANSWER</c>.</param>
public readonly record struct ChannelEvent(string Name)
{
    /// <summary>A call came in.</summary>
    public static ChannelEvent NewChannel => new("NEW_CHANNEL");

    /// <summary>A call goes out.</summary>
    public static ChannelEvent Originate => new("CHANNEL_ORIGINATE");

    /// <summary>The channel was answered.</summary>
    public static ChannelEvent Answer => new("CHANNEL_ANSWER");

    /// <summary>The channel was hung up.</summary>
    public static ChannelEvent Hangup => new("CHANNEL_HANGUP");

    /// <summary>The channel was joined with another.</summary>
    public static ChannelEvent Bridge => new("CHANNEL_BRIDGE");

    /// <summary>The exchange took the channel out of everything: not a parking slot. Tandem never says it.</summary>
    public static ChannelEvent Park => new("CHANNEL_PARK");

    /// <summary>The state of the channel changed, or anything else about it.</summary>
    public static ChannelEvent Application => new("CHANNEL_APPLICATION");

    /// <summary>What exchanges from 2019 on say beside <see cref="Application"/>.</summary>
    public static ChannelEvent StateChange => new("STATE_CHANGE");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
