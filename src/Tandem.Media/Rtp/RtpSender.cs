namespace Tandem.Media.Rtp;

/// <summary>
/// The stream that a channel sends, with its own SSRC. Whatever feeds it (a peer, a tone, digits), sequence numbers go on without a gap
/// and timestamps follow the clock. A relayed stream keeps its own gaps and order, so that the receiver can mend them.
/// </summary>
internal sealed class RtpSender
{
    private const int FramesPerSecond = 50;

    private ushort _sequence;
    private uint _timestamp;
    private long _sentAt;
    private bool _started;

    private object? _source;
    private int _generation;
    private ushort _sequenceOffset;
    private uint _timestampOffset;

    public RtpSender(uint ssrc, ushort sequence, uint timestamp)
    {
        Ssrc = ssrc;
        _sequence = sequence;
        _timestamp = timestamp;
    }

    public uint Ssrc { get; }

    /// <summary>Timestamp units a second.</summary>
    public int ClockRate { get; set; } = 8000;

    /// <summary>The timestamp of the last packet, and the instant that it stands for; for sender reports.</summary>
    public (uint Timestamp, long At) Last => (_timestamp, _sentAt);

    /// <summary>The numbers of a packet of our own. Ends the mapping of a relayed stream: its next packet starts a talkspurt.</summary>
    public ushort NextSequence()
    {
        _source = null;
        return ++_sequence;
    }

    /// <summary>Whether a frame of our own at <paramref name="now"/> does not follow on the last packet: a talkspurt starts.</summary>
    public bool IsInterrupted(long now) => !_started || _source is not null || now - _sentAt != TimeSpan.TicksPerSecond / FramesPerSecond;

    /// <summary>The timestamp of a frame of our own that belongs to the instant <paramref name="now"/>.</summary>
    public uint NextTimestamp(long now)
    {
        if (_started)
        {
            long elapsed = (now - _sentAt) * ClockRate / TimeSpan.TicksPerSecond;
            _timestamp += (uint)Math.Max(ClockRate / FramesPerSecond, elapsed);
        }

        _started = true;
        _sentAt = now;
        return _timestamp;
    }

    /// <summary>Maps the numbers of a relayed packet onto this stream.</summary>
    /// <param name="source">Where the packet came from.</param>
    /// <param name="generation">The generation of that stream (<see cref="RtpReception.Generation"/>).</param>
    /// <param name="header">The packet's header.</param>
    /// <param name="now">The instant.</param>
    /// <param name="sequence">The sequence number to send.</param>
    /// <param name="timestamp">The timestamp to send.</param>
    /// <returns>Whether the packet starts a new talkspurt here, which the marker bit tells the receiver.</returns>
    public bool Map(object source, int generation, in RtpHeader header, long now, out ushort sequence, out uint timestamp)
    {
        bool fresh = !ReferenceEquals(source, _source) || generation != _generation;
        if (fresh)
        {
            _source = source;
            _generation = generation;
            _sequenceOffset = (ushort)(_sequence + 1 - header.SequenceNumber);
            _timestampOffset = NextTimestamp(now) - header.Timestamp;
        }

        sequence = (ushort)(header.SequenceNumber + _sequenceOffset);
        timestamp = header.Timestamp + _timestampOffset;
        if ((short)(sequence - _sequence) > 0)
        {
            _sequence = sequence;

            // All packets of a telephone-event carry the instant of its start: only the first of them tells the time.
            if (timestamp != _timestamp)
            {
                _timestamp = timestamp;
                _sentAt = now;
            }
        }

        return fresh;
    }

    /// <summary>Closes the gap that a packet of the relayed stream leaves when it is not sent on by intention.</summary>
    public void Skip(object source, int generation, ushort sequence)
    {
        if (ReferenceEquals(source, _source) && generation == _generation && (short)(sequence + _sequenceOffset - _sequence) > 0)
            _sequenceOffset--;
    }
}
