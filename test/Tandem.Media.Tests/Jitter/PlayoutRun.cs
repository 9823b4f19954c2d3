using Tandem.Media.Codecs;
using Tandem.Media.Engine;
using Tandem.Media.Jitter;
using Tandem.Media.Tests.Testing;

namespace Tandem.Media.Tests.Jitter;

/// <summary>A playout, its clock, and a sender of a tone over a network that does what the test says.</summary>
internal sealed class PlayoutRun
{
    private readonly PacketPool _pool = new();
    private readonly AudioEncoder _encoder;
    private readonly short[] _tone;
    private readonly List<(double At, ushort Sequence, uint Timestamp, byte[] Payload, bool IsNoise)> _underway = [];
    private ushort _sequence = 65_500;
    private uint _timestamp = uint.MaxValue - 5000;
    private int _position;
    private double _now;

    public PlayoutRun(AudioCodec codec = AudioCodec.Pcmu, double frequency = 200)
    {
        Codec = codec;
        Playout = new Playout(codec);
        _encoder = codec.CreateEncoder();
        _tone = Signal.Tone(frequency, codec.SampleRate(), 1);
    }

    public AudioCodec Codec { get; }

    public Playout Playout { get; }

    public List<short> Heard { get; } = [];

    public int SilentTicks { get; private set; }

    public int Frame => Codec.SampleRate() / 50;

    /// <summary>Frames that wait after a tick.</summary>
    public int Waiting => Playout.Waiting / Frame;

    /// <summary>Sends the next frame of the tone, to arrive at an instant in milliseconds; null where it is lost.</summary>
    public void Send(double? at)
    {
        byte[] payload = new byte[_encoder.MaxPayload];
        int length = _encoder.Encode(_tone.AsSpan(_position, Frame), payload);
        _position = (_position + Frame) % _tone.Length;
        if (at is { } arrival)
            _underway.Add((arrival, _sequence, _timestamp, payload[..length], false));
        _sequence++;
        _timestamp += (uint)Codec.ClockRate() / 50;
    }

    public void SendNoise(double at, byte level)
    {
        _underway.Add((at, _sequence++, _timestamp, [level], true));
        _timestamp += (uint)Codec.ClockRate() / 50;
    }

    /// <summary>The sender makes a pause: numbers go on, times pass.</summary>
    public void Pause(int frames) => _timestamp += (uint)(frames * Codec.ClockRate() / 50);

    /// <summary>Lets the clock tick every 20 ms up to an instant in milliseconds.</summary>
    public void RunTo(double milliseconds)
    {
        short[] frame = new short[Frame];
        while (_now + 20 <= milliseconds)
        {
            _now += 20;
            foreach (var packet in _underway.Where(packet => packet.At <= _now).OrderBy(packet => packet.At).ToList())
            {
                _underway.Remove(packet);
                Playout.Insert(_pool, packet.Sequence, packet.Timestamp, packet.IsNoise, packet.Payload);
            }

            if (Playout.Read(_pool, frame))
                Heard.AddRange(frame);
            else
                SilentTicks++;
        }
    }

    public void Reset() => Playout.Reset(_pool);
}
