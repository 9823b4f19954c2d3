using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    /// <summary>Takes a datagram of the RTP port.</summary>
    /// <param name="datagram">The datagram; overwritten when it is sent on.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="now">The instant.</param>
    public void ReceiveRtp(Span<byte> datagram, in TransportAddress source, long now)
    {
        if (IsClosed)
            return;
        if (!RtpHeader.TryParse(datagram, out RtpHeader header))
        {
            Refuse(PacketRefusal.Malformed);
            return;
        }

        if (!_hasRemote)
        {
            Refuse(PacketRefusal.NoRemote);
            return;
        }

        bool isEvent = header.PayloadType == _telephoneEventType;
        if (!isEvent && header.PayloadType != (int)_codec)
        {
            Refuse(PacketRefusal.PayloadType);
            return;
        }

        if (!_latch.Accept(source, header.Ssrc, header.SequenceNumber, now, out bool latched))
        {
            Refuse(PacketRefusal.Stranger);
            return;
        }

        if (latched)
        {
            _reception.Restart();
            _observer.OnLatched(source);
        }

        if (!_reception.Accept(header.Ssrc, header.SequenceNumber))
        {
            Refuse(PacketRefusal.Sequence);
            return;
        }

        Counters.CountIn(datagram.Length);
        _shard.Counters.CountIn(datagram.Length);
        Volatile.Write(ref _lastReceived, now);
        if (!_receive)
            return;
        if (isEvent)
            ReceiveEvent(datagram, header, now);
        else
            ReceiveAudio(datagram, header, now);
    }

    /// <summary>Takes a datagram of the RTCP port.</summary>
    public void ReceiveRtcp() => Refuse(PacketRefusal.Rtcp);

    /// <summary>Counts a datagram that did not fit into the buffer.</summary>
    public void ReceiveOversized() => Refuse(PacketRefusal.Oversized);

    private void ReceiveAudio(Span<byte> datagram, in RtpHeader header, long now)
    {
        _reception.Measure(header.Timestamp, (uint)MediaClock.ToSamples(now));
        if (_sinks.Length > 0)
            FeedSinks(datagram.Slice(header.PayloadOffset, header.PayloadLength));
        _peer?.Relay(this, datagram, header, isEvent: false, now);
    }

    private void ReceiveEvent(Span<byte> datagram, in RtpHeader header, long now)
    {
        if (!TelephoneEvent.TryParse(datagram.Slice(header.PayloadOffset, header.PayloadLength), out TelephoneEvent received))
            return;
        long sequence = _reception.Extend(header.SequenceNumber);
        if (_dtmfReceiver.Receive(received, header.Timestamp, sequence, _reception.Generation) is { } digit)
            _observer.OnDigit(digit);
        _peer?.Relay(this, datagram, header, isEvent: true, now);
    }

    private void FeedSinks(ReadOnlySpan<byte> payload)
    {
        Span<short> samples = _shard.Samples.AsSpan(0, payload.Length);
        G711.Decode(_codec, payload, samples);
        foreach (AudioSink sink in _sinks)
        {
            try
            {
                sink.Write(samples);
            }
            catch (Exception exception)
            {
                RemoveSink(sink);
                _observer.OnFault(exception);
            }
        }
    }

    private void Refuse(PacketRefusal reason)
    {
        Counters.CountRefused(reason);
        _shard.Counters.CountRefused(reason);
    }
}
