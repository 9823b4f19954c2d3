namespace Tandem.Pbx;

/// <summary>The states of a source's connection.</summary>
public enum PbxConnectionState
{
    /// <summary>Not connected yet.</summary>
    Connecting,

    /// <summary>Connected; the exchange is being read.</summary>
    Reading,

    /// <summary>The model follows the exchange.</summary>
    Live,

    /// <summary>The connection is lost: the model is what was last known, and marked so.</summary>
    Stale,

    /// <summary>Stopped, or given up for good.</summary>
    Closed,
}
