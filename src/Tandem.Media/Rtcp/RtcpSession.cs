using System.Buffers.Binary;
using Tandem.Media.Rtp;

namespace Tandem.Media.Rtcp;

/// <summary>
/// The RTCP of one leg: when a report is due, what is in it, and what the remote's reports say about what we send. Written for two parties:
/// the interval is that of RFC 3550 section 6.2 at its minimum, 5 s, drawn at random.
/// </summary>
internal sealed class RtcpSession
{
    /// <summary>Room for any compound of ours.</summary>
    public const int MaxSize = 128;

    // RFC 3550 section 6.3.1: compensates for the reconsideration of timers.
    private const double Compensation = 1.21828;
    private const double IntervalSeconds = 5;
    private const ulong NtpEpochSeconds = 2_208_988_800;

    private readonly byte[] _name = new byte[16];
    private readonly MediaClock _clock;
    private readonly uint _ssrc;
    private uint _random;
    private long _due = -1;
    private long _packetsReported;
    private long _expectedReported;
    private long _receivedReported;
    private uint _lastSenderReport;
    private long _lastSenderReportAt;
    private long _roundTrip = -1;

    public RtcpSession(MediaClock clock, uint ssrc)
    {
        _clock = clock;
        _ssrc = ssrc;
        _random = ssrc | 1;

        // RFC 7022: a name that tells nothing, the same for the whole session.
        for (int i = 0; i < _name.Length; i++)
            _name[i] = "abcdefghijklmnopqrstuvwxyz234567"u8[(int)(Random() >> 27)];
    }

    /// <summary>What the remote said last about what it receives; null before its first report.</summary>
    public RemoteReception? Remote { get; private set; }

    /// <summary>The time to the remote and back, by the last pair of reports; negative while not known.</summary>
    public long RoundTrip => Volatile.Read(ref _roundTrip);

    /// <summary>Whether a report is due. The first is after half an interval.</summary>
    public bool IsDue(long now)
    {
        if (_due < 0)
            _due = now + (Interval() / 2);
        return now >= _due;
    }

    /// <summary>Writes the report that is due: a sender report where anything was sent since the last, and the name.</summary>
    /// <returns>The length of the compound.</returns>
    public int WriteReport(Span<byte> compound, RtpSender sender, long packets, long bytes, RtpReception reception, long now)
    {
        _due = now + Interval();
        RtcpReportBlock? report = reception.Generation > 0 ? Report(reception, now) : null;
        int length;
        if (packets > _packetsReported)
        {
            (uint timestamp, long at) = sender.Last;
            timestamp += (uint)((now - at) * sender.ClockRate / TimeSpan.TicksPerSecond);
            length = RtcpPacket.WriteSenderReport(compound, _ssrc, Ntp(now), timestamp, (uint)packets, (uint)bytes, report);
        }
        else
        {
            length = RtcpPacket.WriteReceiverReport(compound, _ssrc, report);
        }

        _packetsReported = packets;
        return length + RtcpPacket.WriteDescription(compound[length..], _ssrc, _name);
    }

    /// <summary>Writes the goodbye of a leg that closes, with the report that must come before it.</summary>
    /// <returns>The length of the compound.</returns>
    public int WriteGoodbye(Span<byte> compound)
    {
        int length = RtcpPacket.WriteReceiverReport(compound, _ssrc, null);
        length += RtcpPacket.WriteDescription(compound[length..], _ssrc, _name);
        return length + RtcpPacket.WriteGoodbye(compound[length..], _ssrc);
    }

    /// <summary>Takes a compound of the remote.</summary>
    /// <returns><see langword="false"/> where it is none.</returns>
    public bool Receive(ReadOnlySpan<byte> compound, long now, int clockRate)
    {
        if (!RtcpPacket.IsValid(compound))
            return false;
        while (compound.Length > 0)
        {
            int length = RtcpPacket.LengthOf(compound);
            ReadOnlySpan<byte> packet = compound[..length];
            if (packet[1] == RtcpPacket.SenderReport)
            {
                _lastSenderReport = BinaryPrimitives.ReadUInt32BigEndian(packet[10..]);
                _lastSenderReportAt = now;
                TakeReports(packet, RtcpPacket.HeaderSize + 20, now, clockRate);
            }
            else if (packet[1] == RtcpPacket.ReceiverReport)
            {
                TakeReports(packet, RtcpPacket.HeaderSize, now, clockRate);
            }

            compound = compound[length..];
        }

        return true;
    }

    /// <summary>An instant as NTP time: seconds since 1900 and their fraction (RFC 3550 section 4).</summary>
    private ulong Ntp(long now)
    {
        long ticks = (_clock.ToInstant(now) - DateTimeOffset.UnixEpoch).Ticks;
        ulong seconds = (ulong)(ticks / TimeSpan.TicksPerSecond) + NtpEpochSeconds;
        ulong fraction = ((ulong)(ticks % TimeSpan.TicksPerSecond) << 32) / TimeSpan.TicksPerSecond;
        return (seconds << 32) | fraction;
    }

    private void TakeReports(ReadOnlySpan<byte> packet, int offset, long now, int clockRate)
    {
        for (int i = 0; i < RtcpPacket.CountOf(packet); i++)
        {
            RtcpReportBlock report = RtcpReportBlock.Read(packet[(offset + (i * RtcpReportBlock.Size))..]);
            if (report.Ssrc != _ssrc)
                continue;
            Remote = new RemoteReception(
                report.CumulativeLost, report.FractionLost / 256.0, TimeSpan.FromTicks(report.Jitter * TimeSpan.TicksPerSecond / clockRate));
            if (report.LastSenderReport == 0)
                continue;

            // Section 6.4.1: arrival less the time of our report and the time that the remote kept it, in 65536ths of a second.
            int elapsed = (int)((uint)(Ntp(now) >> 16) - report.LastSenderReport - report.DelaySinceLast);
            if (elapsed >= 0)
                Volatile.Write(ref _roundTrip, elapsed * TimeSpan.TicksPerSecond / 65536);
        }
    }

    private RtcpReportBlock Report(RtpReception reception, long now)
    {
        long expected = reception.Expected;
        long received = expected - reception.Lost;
        long expectedSince = expected - _expectedReported;
        long lostSince = expectedSince - (received - _receivedReported);
        (_expectedReported, _receivedReported) = (expected, received);
        return new RtcpReportBlock(
            reception.Ssrc,
            (byte)(expectedSince <= 0 || lostSince <= 0 ? 0 : Math.Min(255, (lostSince << 8) / expectedSince)),
            (int)reception.Lost,
            reception.HighestSequence,
            (uint)(reception.ScaledJitter >> 4),
            _lastSenderReport,
            _lastSenderReport == 0 ? 0 : (uint)((now - _lastSenderReportAt) * 65536 / TimeSpan.TicksPerSecond));
    }

    private long Interval() => (long)(IntervalSeconds * (0.5 + (Random() / 4294967296.0)) / Compensation * TimeSpan.TicksPerSecond);

    private uint Random()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return _random;
    }
}
