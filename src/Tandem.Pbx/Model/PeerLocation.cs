namespace Tandem.Pbx.Model;

/// <summary>Where the party of a channel is.</summary>
public enum PeerLocation
{
    /// <summary>The source does not say.</summary>
    Unknown,

    /// <summary>One of the exchange's own extensions.</summary>
    Internal,

    /// <summary>Outside, over a trunk.</summary>
    External,
}
