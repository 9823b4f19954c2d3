namespace Tandem.Media.Rtp;

/// <summary>
/// What is known of the stream that a channel receives: extended sequence number, loss and jitter (RFC 3550 appendices A.1, A.3, A.8).
/// A new SSRC, or a jump too wide to be loss, is followed once two consecutive packets agree on it.
/// </summary>
internal sealed class RtpReception
{
    private const int MaxDropout = 3000;
    private const int MaxMisorder = 100;
    private const int SequenceSpace = 1 << 16;

    private uint _ssrc;
    private ushort _highest;
    private long _cycles;
    private long _first;
    private long _receivedSinceFirst;
    private long _lostBefore;
    private long _expectedBefore;
    private long _lost;
    private bool _hasTransit;
    private int _transit;
    private long _jitter;
    private bool _restart = true;
    private bool _candidate;
    private uint _candidateSsrc;
    private ushort _candidateNext;

    /// <summary>Rises when the stream starts anew, so that whoever maps its numbers maps afresh. 0 before the first packet.</summary>
    public int Generation { get; private set; }

    /// <summary>Packets expected minus packets received, over all streams so far.</summary>
    public long Lost => Volatile.Read(ref _lost);

    /// <summary>Jitter in units of the stream's clock, times 16 (the scaling of appendix A.8).</summary>
    public long ScaledJitter => Volatile.Read(ref _jitter);

    /// <summary>Packets expected by sequence number, over all streams so far.</summary>
    public long Expected => Generation == 0 ? 0 : _expectedBefore + ExtendedHighest - _first + 1;

    /// <summary>The SSRC of the current stream.</summary>
    public uint Ssrc => _ssrc;

    /// <summary>The highest sequence number of the current stream, extended by the wraps.</summary>
    public uint HighestSequence => (uint)ExtendedHighest;

    private long ExtendedHighest => _cycles + _highest;

    /// <summary>Extends the number of a packet of the current stream by the wraps so far.</summary>
    public long Extend(ushort sequence) => ExtendedHighest + (short)(sequence - _highest);

    /// <summary>Takes the numbers of one packet.</summary>
    /// <param name="ssrc">The packet's SSRC.</param>
    /// <param name="sequence">The packet's sequence number.</param>
    /// <returns><see langword="false"/> where the packet must be ignored for now: it does not fit the stream.</returns>
    public bool Accept(uint ssrc, ushort sequence)
    {
        if (_restart)
        {
            Start(ssrc, sequence);
        }
        else if (ssrc != _ssrc)
        {
            if (!Confirms(ssrc, sequence))
                return false;
            Start(ssrc, sequence);
        }
        else
        {
            int ahead = (ushort)(sequence - _highest);
            if (ahead < MaxDropout)
            {
                if (sequence < _highest)
                    _cycles += SequenceSpace;
                _highest = sequence;
            }
            else if (ahead <= SequenceSpace - MaxMisorder)
            {
                if (!Confirms(ssrc, sequence))
                    return false;
                Start(ssrc, sequence);
            }

            _candidate = false;
        }

        _receivedSinceFirst++;
        Volatile.Write(ref _lost, _lostBefore + ExtendedHighest - _first + 1 - _receivedSinceFirst);
        return true;
    }

    /// <summary>Follows the next packet, whatever its numbers: another source is believed from now on.</summary>
    public void Restart() => _restart = true;

    /// <summary>Takes the timing of one audio packet. Telephone-events are left out: they repeat one timestamp.</summary>
    /// <param name="timestamp">The packet's timestamp.</param>
    /// <param name="arrival">When it came, in units of the stream's clock.</param>
    public void Measure(uint timestamp, uint arrival)
    {
        int transit = (int)(arrival - timestamp);
        if (_hasTransit)
        {
            long distance = Math.Abs((long)transit - _transit);
            Volatile.Write(ref _jitter, _jitter + distance - ((_jitter + 8) >> 4));
        }

        _hasTransit = true;
        _transit = transit;
    }

    private bool Confirms(uint ssrc, ushort sequence)
    {
        if (_candidate && _candidateSsrc == ssrc && _candidateNext == sequence)
            return true;
        _candidate = true;
        _candidateSsrc = ssrc;
        _candidateNext = (ushort)(sequence + 1);
        return false;
    }

    private void Start(uint ssrc, ushort sequence)
    {
        _expectedBefore = Expected;
        _lostBefore = _lost;
        _ssrc = ssrc;
        _highest = sequence;
        _cycles = 0;
        _first = sequence;
        _receivedSinceFirst = 0;
        _hasTransit = false;
        _restart = false;
        _candidate = false;
        Generation++;
    }
}
