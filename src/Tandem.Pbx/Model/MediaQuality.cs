namespace Tandem.Pbx.Model;

/// <summary>Final figures of a channel's received media.</summary>
/// <param name="PacketsReceived">Packets received.</param>
/// <param name="PacketsLost">Packets lost, by RFC 3550 appendix A.3; never negative.</param>
/// <param name="Jitter">Interarrival jitter, by RFC 3550 section 6.4.1.</param>
/// <param name="MeanOpinionScore">Estimated mean opinion score, 1 to 4.5, where the source has one.</param>
public sealed record MediaQuality(long PacketsReceived, long PacketsLost, TimeSpan Jitter, double? MeanOpinionScore = null);
