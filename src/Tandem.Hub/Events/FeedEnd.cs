namespace Tandem.Hub.Events;

/// <summary>Why a subscriber gets no more.</summary>
internal enum FeedEnd
{
    /// <summary>It has gone, or is going.</summary>
    Gone,

    /// <summary>It took nothing for too long, or fell too far behind.</summary>
    TooSlow,

    /// <summary>Another connection of the same token took its place.</summary>
    Replaced,

    /// <summary>Its token has as many connections as it may have.</summary>
    Full,

    /// <summary>Its token was revoked.</summary>
    Revoked,

    /// <summary>The hub stops.</summary>
    Stopping,

    /// <summary>The hub failed.</summary>
    Failed,
}
