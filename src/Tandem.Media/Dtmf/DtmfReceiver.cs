namespace Tandem.Media.Dtmf;

/// <summary>
/// Turns the packets of telephone-events into presses, one each, at the first packet that arrives of them (RFC 4733 section 2.5). Lost
/// start or end packets make no difference, nor do repeated ones.
/// </summary>
internal sealed class DtmfReceiver
{
    // Senders that wrongly advance the timestamp within an event do so by a packet at a time; a wider jump is another press.
    private const uint SamePressSamples = 3200;

    private int _generation;
    private long _sequence;
    private uint _timestamp;
    private TelephoneEvent _last;

    /// <summary>Takes one packet.</summary>
    /// <param name="telephoneEvent">The event.</param>
    /// <param name="timestamp">Its RTP timestamp.</param>
    /// <param name="sequence">Its sequence number, extended by the wraps.</param>
    /// <param name="generation">The generation of the stream; another one forgets the last event.</param>
    /// <returns>The digit where a press begins, else <see langword="null"/>.</returns>
    public char? Receive(TelephoneEvent telephoneEvent, uint timestamp, long sequence, int generation)
    {
        bool first = generation != _generation;
        if (!first && sequence <= _sequence)
            return null;

        bool pressed = first || IsNewPress(telephoneEvent, timestamp);
        _generation = generation;
        _sequence = sequence;
        _timestamp = timestamp;
        _last = telephoneEvent;
        return pressed ? telephoneEvent.Digit : null;
    }

    private bool IsNewPress(TelephoneEvent next, uint timestamp)
    {
        if (next.Event != _last.Event)
            return true;
        uint ahead = timestamp - _timestamp;
        if (ahead == 0)
            return false;

        // A long event goes on in a segment that starts where the last one stopped (RFC 4733 section 2.5.1.3).
        if (!_last.End && ahead == _last.Duration)
            return false;
        if (ahead >= SamePressSamples)
            return true;
        return _last.End ? !next.End : next.Duration <= _last.Duration;
    }
}
