namespace Tandem.Asterisk;

/// <summary>How a client stands with its Asterisk.</summary>
public enum AmiConnectionState
{
    /// <summary>It connects for the first time.</summary>
    Connecting,

    /// <summary>It is logged in.</summary>
    Connected,

    /// <summary>The connection ended, or could not be made; it is tried again.</summary>
    Reconnecting,

    /// <summary>It is closed for good: disposed, refused, or told not to reconnect.</summary>
    Closed,
}
