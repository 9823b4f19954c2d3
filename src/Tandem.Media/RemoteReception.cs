namespace Tandem.Media;

/// <summary>What the remote said last, by RTCP, about what it receives from a channel (RFC 3550 section 6.4.1).</summary>
/// <param name="PacketsLost">Packets lost in all; negative where more came twice.</param>
/// <param name="RecentLoss">The share lost lately, 0 to 1.</param>
/// <param name="Jitter">Interarrival jitter.</param>
public sealed record RemoteReception(int PacketsLost, double RecentLoss, TimeSpan Jitter);
