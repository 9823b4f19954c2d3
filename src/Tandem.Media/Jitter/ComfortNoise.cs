namespace Tandem.Media.Jitter;

/// <summary>The noise that a sender describes while it is silent (RFC 3389): its level; the spectrum is taken as flat.</summary>
internal sealed class ComfortNoise
{
    /// <summary>The static payload type of comfort noise.</summary>
    public const int PayloadType = 13;

    private uint _state = 0x9E3779B9;
    private int _target;
    private int _amplitude;

    /// <summary>Takes the description: the first byte is the level in -dBov, 0 to 127.</summary>
    public void Describe(ReadOnlySpan<byte> payload)
    {
        int level = payload.IsEmpty ? 127 : payload[0] & 0x7F;

        // Evenly distributed noise has the root of a third of its amplitude as its effective value.
        _target = (int)(short.MaxValue * Math.Pow(10, -level / 20.0) * Math.Sqrt(3));
    }

    /// <summary>Makes noise; its level follows the description within some frames.</summary>
    public void Fill(Span<short> samples)
    {
        _amplitude += (_target - _amplitude) / 2;
        for (int i = 0; i < samples.Length; i++)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            samples[i] = (short)Math.Clamp(((int)(_state >> 16) - 32768) * _amplitude / 32768, short.MinValue, short.MaxValue);
        }
    }
}
