using Tandem.Media;
using Tandem.Pbx.Model;
using Tandem.Pbx.Telemetry;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private MediaChannel? _measured;
    private long _packetsMeasured;
    private long _lossMeasured;
    private volatile bool _isTalking;

    /// <summary>The figures of the leg's audio since they were taken last; null where nothing came.</summary>
    /// <param name="id">The channel's id.</param>
    /// <param name="now">The instant.</param>
    internal ChannelTelemetry? TakeQuality(ObjectId id, DateTimeOffset now)
    {
        if (Media is not { } media || media.PacketsReceived == (_measured == media ? _packetsMeasured : 0))
        {
            return null;
        }
        if (_measured != media)
        {
            (_measured, _packetsMeasured, _lossMeasured) = (media, 0, 0);
        }
        var figures = media.Statistics;
        var received = figures.PacketsReceived - _packetsMeasured;
        var lost = Math.Max(0, figures.PacketsLost - _lossMeasured);
        (_packetsMeasured, _lossMeasured) = (figures.PacketsReceived, figures.PacketsLost);
        return new ChannelTelemetry(
            id,
            now,
            LossPercent: Math.Round(100.0 * lost / (received + lost), 2),
            figures.Jitter,
            figures.MeanOpinionScore,
            Room is null ? null : _isTalking,
            figures.RoundTrip);
    }

    private void OnTalking(MediaChannel media, bool isTalking) => _isTalking = isTalking;
}
