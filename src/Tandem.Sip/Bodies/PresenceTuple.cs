namespace Tandem.Sip.Bodies;

/// <summary>One way to reach somebody, in a <see cref="PresenceDocument"/> (RFC 3863 section 4.1.2).</summary>
/// <param name="Id">Unique within the document.</param>
/// <param name="IsOpen">Whether it takes communication: <c>open</c>, else <c>closed</c>.</param>
/// <param name="Contact">Its URI; null where it is not told.</param>
/// <param name="Note">For people; null for none.</param>
public sealed record PresenceTuple(string Id, bool IsOpen, string? Contact = null, string? Note = null);
