namespace Tandem.Pbx.Model;

/// <summary>Which way a channel was set up, as seen from the exchange.</summary>
public enum ChannelDirection
{
    /// <summary>The party called the exchange.</summary>
    Inbound,

    /// <summary>The exchange called the party.</summary>
    Outbound,
}
