namespace Tandem.Sip.Resolution;

/// <summary>What the servers said.</summary>
/// <param name="Records">The records; empty where there are none.</param>
/// <param name="IsFailure">Whether no server gave an answer, so that there may be records after all.</param>
public sealed record DnsAnswer(IReadOnlyList<DnsRecord> Records, bool IsFailure);
