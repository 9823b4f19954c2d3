namespace Tandem.Sip.Dialogs;

/// <summary>A dialog's identity as we see it (RFC 3261 12).</summary>
/// <param name="CallId">The Call-ID.</param>
/// <param name="LocalTag">Our tag.</param>
/// <param name="RemoteTag">The peer's tag; empty for an RFC 2543 peer.</param>
public readonly record struct DialogId(string CallId, string LocalTag, string RemoteTag);
