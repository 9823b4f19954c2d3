using Tandem.Pbx.Model;

namespace Tandem.Pbx.Telemetry;

/// <summary>Figures of a channel's media while it is up.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="At">When they were taken.</param>
/// <param name="LossPercent">Packets lost in the last interval, 0 to 100 per cent.</param>
/// <param name="Jitter">Interarrival jitter, by RFC 3550 section 6.4.1.</param>
/// <param name="MeanOpinionScore">Estimated mean opinion score, 1 to 4.5, where the source has one.</param>
/// <param name="Talking">Whether the party speaks, where the source says.</param>
/// <param name="RoundTrip">The time to the party and back, by RTCP (RFC 3550 section 6.4.1), where the party sends reports.</param>
public sealed record ChannelTelemetry(
    ObjectId Channel, DateTimeOffset At, double LossPercent, TimeSpan Jitter, double? MeanOpinionScore = null, bool? Talking = null, TimeSpan? RoundTrip = null);
