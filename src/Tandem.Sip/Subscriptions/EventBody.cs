namespace Tandem.Sip.Subscriptions;

/// <summary>What a NOTIFY tells (RFC 6665 section 4.2.2).</summary>
/// <param name="ContentType">Its media type, for example <c>application/dialog-info+xml</c>.</param>
/// <param name="Content">The document; empty where there is nothing to tell.</param>
public readonly record struct EventBody(string ContentType, ReadOnlyMemory<byte> Content);
