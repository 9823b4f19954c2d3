using Tandem.Media.Dtmf;
using Tandem.Media.Jitter;
using Tandem.Media.Rtcp;
using Tandem.Media.Rtp;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private DtmfDetector? _digitDetector;
    private FaxToneDetector? _faxDetector;
    private bool _hasEvents;

    /// <summary>Takes a datagram of the RTP port.</summary>
    /// <param name="datagram">The datagram; overwritten when it is sent on.</param>
    /// <param name="source">Where it came from.</param>
    /// <param name="now">The instant.</param>
    public void ReceiveRtp(Span<byte> datagram, in TransportAddress source, long now)
    {
        if (IsClosed)
            return;
        if (_rtcpMux && RtcpPacket.IsRtcp(datagram))
        {
            ReceiveRtcp(datagram, source, now);
            return;
        }

        int size = datagram.Length;
        if (!TryOpen(ref datagram, isRtcp: false))
        {
            Refuse(PacketRefusal.NotAuthentic);
            return;
        }

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
        if (!isEvent && header.PayloadType != _payloadType && !IsComfortNoise(header))
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

        Counters.CountIn(size);
        _shard.Counters.CountIn(size);
        Volatile.Write(ref _lastReceived, now);
        if (!_receive)
            return;
        if (isEvent)
            ReceiveEvent(datagram, header, now);
        else
            ReceiveAudio(datagram, header, now);
    }

    /// <summary>Counts a datagram that did not fit into the buffer.</summary>
    public void ReceiveOversized() => Refuse(PacketRefusal.Oversized);

    private bool IsComfortNoise(in RtpHeader header) => header.PayloadType == ComfortNoise.PayloadType && _clockRate == 8000;

    private void ReceiveAudio(Span<byte> datagram, in RtpHeader header, long now)
    {
        _reception.Measure(header.Timestamp, (uint)(now * _clockRate / TimeSpan.TicksPerSecond));
        if (_playout is not null)
            Buffer(datagram.Slice(header.PayloadOffset, header.PayloadLength), header);
        if (_peer is { } peer && !IsConverted(peer))
            peer.Relay(this, datagram, header, isEvent: false, now);
    }

    private void Buffer(ReadOnlySpan<byte> payload, in RtpHeader header)
    {
        if (_playoutGeneration != _reception.Generation)
        {
            _playoutGeneration = _reception.Generation;
            _playout!.Reset(_shard.Pool);
        }

        _playout!.Insert(_shard.Pool, header.SequenceNumber, header.Timestamp, IsComfortNoise(header), payload);
    }

    private void ReceiveEvent(Span<byte> datagram, in RtpHeader header, long now)
    {
        if (!TelephoneEvent.TryParse(datagram.Slice(header.PayloadOffset, header.PayloadLength), out TelephoneEvent received))
            return;
        _hasEvents = true;
        long sequence = _reception.Extend(header.SequenceNumber);
        if (_dtmfReceiver.Receive(received, header.Timestamp, sequence, _reception.Generation) is { } digit)
            OnDigit(digit);
        if (_peer is { } peer && !IsConverted(peer))
            peer.Relay(this, datagram, header, isEvent: true, now);
    }

    /// <summary>Listens for digits and fax tones in the audio, or stops it.</summary>
    public void DetectTones(bool digits, bool fax)
    {
        if (_digitDetector is not null)
            RemoveSink(_digitDetector);
        if (_faxDetector is not null)
            RemoveSink(_faxDetector);
        _digitDetector = digits ? new DtmfDetector(OnHeardDigit) : null;
        _faxDetector = fax ? new FaxToneDetector(_observer.OnFaxTone) : null;
        if (_digitDetector is not null)
            AddSink(_digitDetector);
        if (_faxDetector is not null)
            AddSink(_faxDetector);
    }

    // A remote that sends events may send the tones as well: the press is told once.
    private void OnHeardDigit(char digit)
    {
        if (!_hasEvents && _receive)
            OnDigit(digit);
    }

    private void OnDigit(char digit)
    {
        StopPlayOnDigit();
        _observer.OnDigit(digit);

        // Between different codecs the numbers of a stream mean different times: the press is made anew.
        if (_peer is { } peer && IsConverted(peer) && TelephoneEvent.TryGetCode(digit, out byte code))
            peer.SendDigits([code]);
    }

    private void Refuse(PacketRefusal reason)
    {
        Counters.CountRefused(reason);
        _shard.Counters.CountRefused(reason);
    }
}
