using Tandem.Media.Codecs;
using Tandem.Media.Dtmf;
using Tandem.Media.Jitter;
using Tandem.Media.Rtp;

namespace Tandem.Media.Engine;

internal sealed partial class MediaLeg
{
    private const int ToneRate = 8000;
    private const int ToneFrame = ToneRate / 50;
    private const int MaxFrame = 960;
    private const int MaxPayload = 640;

    /// <summary>Sends what is due on a tick: digits first, else the source that is played.</summary>
    /// <param name="now">The instant that the tick stands for, not that at which a late one runs.</param>
    /// <returns>Whether the leg still needs the clock.</returns>
    public bool Tick(long now)
    {
        bool sends = false;
        if (_dtmfSender.Advance(out TelephoneEvent packet, out bool first))
            sends = SendDigit(packet, first, now);
        else if (_playing is not null)
            sends = PlayFrame(now);
        else if (_mix is not null)
            sends = SendFrame(_mix, _mix.Mix.FrameFor(_mix), _mix.Mix.SampleRate, now);
        else if (_peer is { } peer && IsConverted(peer) && !peer.Heard.IsEmpty && peer._receive)
            sends = SendFrame(peer, peer.Heard, peer.SampleRate, now);
        if (!sends)
            _outgoing?.Pause();
        Tap(sends);
        return NeedsClock;
    }

    /// <summary>Sends on a packet that <paramref name="source"/> received, rewriting it where it lies.</summary>
    private void Relay(MediaLeg source, Span<byte> datagram, in RtpHeader header, bool isEvent, long now)
    {
        int payloadType = isEvent ? _telephoneEventType : header.PayloadType == ComfortNoise.PayloadType ? header.PayloadType : _payloadType;
        if (!CanSend || payloadType < 0 || _playing is not null || _dtmfSender.IsBusy)
        {
            _sender.Skip(source, source._reception.Generation, header.SequenceNumber);
            return;
        }

        bool talkspurt = _sender.Map(source, source._reception.Generation, header, now, out ushort sequence, out uint timestamp);
        if (!isEvent && payloadType == _payloadType)
            G711.Transcode(source._codec, _codec, datagram.Slice(header.PayloadOffset, header.PayloadLength));

        // The payload starts at least 12 bytes into the datagram: our header fits right before it, so nothing is copied.
        Span<byte> packet = datagram.Slice(header.PayloadOffset - RtpHeader.Size, RtpHeader.Size + header.PayloadLength);
        RtpHeader.Write(packet, header.Marker || talkspurt, (byte)payloadType, sequence, timestamp, _sender.Ssrc);
        Send(packet);
    }

    /// <summary>Sends a piece of a digit: as an event, or as its tones where the remote knows no events.</summary>
    private bool SendDigit(TelephoneEvent telephoneEvent, bool first, long now)
    {
        if (_telephoneEventType >= 0)
        {
            SendEvent(telephoneEvent, first, now);
            return false;
        }

        Span<short> tones = stackalloc short[ToneFrame];
        if (telephoneEvent.End)
            tones.Clear();
        else
            DtmfTones.Write(telephoneEvent.Event, telephoneEvent.Duration - ToneFrame, tones);
        return SendFrame(_dtmfSender, tones, ToneRate, now);
    }

    private void SendEvent(TelephoneEvent telephoneEvent, bool first, long now)
    {
        if (!CanSend)
            return;
        if (first)
            _eventTimestamp = _sender.NextTimestamp(now);
        Span<byte> packet = stackalloc byte[RtpHeader.Size + TelephoneEvent.Size];
        RtpHeader.Write(packet, first, (byte)_telephoneEventType, _sender.NextSequence(), _eventTimestamp, _sender.Ssrc);
        telephoneEvent.Write(packet[RtpHeader.Size..]);
        Send(packet);
    }

    private bool PlayFrame(long now)
    {
        AudioSource source = _playing!;
        Span<short> samples = stackalloc short[MaxFrame].Slice(0, source.SampleRate / 50);
        int count = samples.Length;
        try
        {
            if (!_playPaused)
                count = source.Read(samples);
            else
                samples.Clear();
        }
        catch (Exception exception)
        {
            EndPlay(PlayEndReason.Faulted);
            _observer.OnFault(exception);
            return false;
        }

        samples[count..].Clear();
        bool sends = count > 0 && SendFrame(source, samples, source.SampleRate, now);
        if (count < samples.Length)
            EndPlay(PlayEndReason.Completed);
        return sends;
    }

    /// <summary>Encodes a frame and sends it, where the leg may send.</summary>
    private bool SendFrame(object source, ReadOnlySpan<short> samples, int rate, long now)
    {
        if (!CanSend || samples.IsEmpty)
            return false;
        OutgoingAudio outgoing = _outgoing ??= new OutgoingAudio(_codec);
        outgoing.Take(source, samples, rate);
        Span<byte> packet = stackalloc byte[RtpHeader.Size + MaxPayload];
        int length = outgoing.Encode(packet[RtpHeader.Size..]);
        bool talkspurt = _sender.IsInterrupted(now);
        RtpHeader.Write(packet, talkspurt, (byte)_payloadType, _sender.NextSequence(), _sender.NextTimestamp(now), _sender.Ssrc);
        Send(packet[..(RtpHeader.Size + length)]);
        return true;
    }

    private void Send(ReadOnlySpan<byte> packet)
    {
        packet = Seal(packet, isRtcp: false);
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
