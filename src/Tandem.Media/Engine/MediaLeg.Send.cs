using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Rtp;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    /// <summary>Sends what is due on a tick: digits first, else the source that is played.</summary>
    /// <param name="now">The instant that the tick stands for, not that at which a late one runs.</param>
    /// <returns>Whether the leg still needs the clock.</returns>
    public bool Tick(long now)
    {
        if (_dtmfSender.Advance(out TelephoneEvent packet, out bool first))
            SendEvent(packet, first, now);
        else if (_playing is not null)
            PlayFrame(now);
        return NeedsClock;
    }

    /// <summary>Sends on a packet that <paramref name="source"/> received, rewriting it where it lies.</summary>
    private void Relay(MediaLeg source, Span<byte> datagram, in RtpHeader header, bool isEvent, long now)
    {
        int payloadType = isEvent ? _telephoneEventType : (int)_codec;
        if (!CanSend || payloadType < 0 || _playing is not null || _dtmfSender.IsBusy)
        {
            _sender.Skip(source, source._reception.Generation, header.SequenceNumber);
            return;
        }

        bool talkspurt = _sender.Map(source, source._reception.Generation, header, now, out ushort sequence, out uint timestamp);
        if (!isEvent)
            G711.Transcode(source._codec, _codec, datagram.Slice(header.PayloadOffset, header.PayloadLength));

        // The payload starts at least 12 bytes into the datagram: our header fits right before it, so nothing is copied.
        Span<byte> packet = datagram.Slice(header.PayloadOffset - RtpHeader.Size, RtpHeader.Size + header.PayloadLength);
        RtpHeader.Write(packet, header.Marker || talkspurt, (byte)payloadType, sequence, timestamp, _sender.Ssrc);
        Send(packet);
    }

    private void SendEvent(TelephoneEvent telephoneEvent, bool first, long now)
    {
        if (!CanSend || _telephoneEventType < 0)
            return;
        if (first)
            _eventTimestamp = _sender.NextTimestamp(now);
        Span<byte> packet = stackalloc byte[RtpHeader.Size + TelephoneEvent.Size];
        RtpHeader.Write(packet, first, (byte)_telephoneEventType, _sender.NextSequence(), _eventTimestamp, _sender.Ssrc);
        telephoneEvent.Write(packet[RtpHeader.Size..]);
        Send(packet);
    }

    private void PlayFrame(long now)
    {
        Span<short> samples = stackalloc short[RtpSender.FrameSamples];
        int count;
        try
        {
            count = _playing!.Read(samples);
        }
        catch (Exception exception)
        {
            EndPlay(PlayEndReason.Faulted);
            _observer.OnFault(exception);
            return;
        }

        bool ended = count < samples.Length;
        if (count > 0 && CanSend)
        {
            samples[count..].Clear();
            Span<byte> packet = stackalloc byte[RtpHeader.Size + RtpSender.FrameSamples];
            bool talkspurt = _sender.IsInterrupted(now);
            RtpHeader.Write(packet, talkspurt, (byte)_codec, _sender.NextSequence(), _sender.NextTimestamp(now), _sender.Ssrc);
            G711.Encode(_codec, samples, packet[RtpHeader.Size..]);
            Send(packet);
        }

        if (ended)
            EndPlay(PlayEndReason.Completed);
    }

    private void Send(ReadOnlySpan<byte> packet)
    {
        if (_socket.Send(packet, _latch.Destination))
        {
            Counters.CountOut(packet.Length);
            _shard.Counters.CountOut(packet.Length);
        }
        else
        {
            Counters.CountUnsent();
            _shard.Counters.CountUnsent();
        }
    }
}
