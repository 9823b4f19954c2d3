namespace Tandem.Media.Dtmf;

/// <summary>
/// The digits waiting to be sent on a channel, as one packet every 20 ms: 11 of growing duration, 3 that end the event, then a pause of
/// 200 ms before the next digit.
/// </summary>
internal sealed class DtmfSender
{
    private const int BodyPackets = 11;
    private const int EndPackets = 3;
    private const int PausePackets = 10;
    private const int SamplesPerPacket = 160;
    private const byte Volume = 13;

    private readonly Queue<byte> _waiting = new();
    private byte _event;
    private int _step = -1;

    /// <summary>The most digits that wait at a time; further ones are dropped.</summary>
    public const int Capacity = 256;

    /// <summary>Whether a digit is being sent or waits.</summary>
    public bool IsBusy => _step >= 0 || _waiting.Count > 0;

    public void Enqueue(byte code)
    {
        if (_waiting.Count < Capacity)
            _waiting.Enqueue(code);
    }

    public void Clear()
    {
        _waiting.Clear();
        _step = -1;
    }

    /// <summary>Moves on by 20 ms.</summary>
    /// <param name="packet">What to send now.</param>
    /// <param name="first">Whether it is the first packet of its event.</param>
    /// <returns><see langword="false"/> where nothing is due: the pause between digits, or no digit at all.</returns>
    public bool Advance(out TelephoneEvent packet, out bool first)
    {
        packet = default;
        first = false;
        if (_step < 0)
        {
            if (!_waiting.TryDequeue(out _event))
                return false;
            _step = 0;
        }

        int step = _step++;
        if (step >= BodyPackets + EndPackets)
        {
            if (_step == BodyPackets + EndPackets + PausePackets)
                _step = -1;
            return false;
        }

        bool end = step >= BodyPackets;
        first = step == 0;
        packet = new TelephoneEvent(_event, end, Volume, (ushort)(SamplesPerPacket * (Math.Min(step, BodyPackets) + 1)));
        return true;
    }
}
