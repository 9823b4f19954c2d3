using System.Numerics;
using System.Runtime.Intrinsics;

namespace Tandem.Media.Codecs;

/// <summary>Encodes G.722 at 64 kbit/s (ITU-T Recommendation G.722): two samples a byte, two sub-bands by ADPCM.</summary>
internal sealed class G722Encoder : AudioEncoder
{
    private const int Taps = 24;
    private const int HigherDecision = 564;

    private readonly G722Band _lower = G722Band.Lower();
    private readonly G722Band _higher = G722Band.Higher();
    private readonly short[] _history = new short[Taps];

    public override int SampleRate => 16000;

    public override int MaxPayload => 160;

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        RequireFrame(samples, payload);
        for (int i = 0; i < samples.Length; i += 2)
            payload[i / 2] = Encode(samples[i], samples[i + 1]);
        return samples.Length / 2;
    }

    private byte Encode(short first, short second)
    {
        _history.AsSpan(2).CopyTo(_history);
        _history[Taps - 2] = first;
        _history[Taps - 1] = second;
        G722Tables.Filter(_history, out int even, out int odd);

        return (byte)((EncodeHigher((odd - even) >> 14) << 6) | EncodeLower((even + odd) >> 14));
    }

    // Signs and levels of a good coder are as good as random: nothing here branches on them.
    private int EncodeLower(int sample)
    {
        int difference = G722Band.Saturate(sample - _lower.Prediction);
        int sign = difference >> 31;
        int code = G722Tables.LowerCodes[LevelOf(difference ^ sign) | (sign & 32)];
        int coarse = code >> 2;
        _lower.Adapt((_lower.Step * G722Tables.LowerCoarse[coarse]) >> 15, G722Tables.LowerWeights[coarse]);
        return code;
    }

    /// <summary>How many decision levels a magnitude is above. They are all compared at once: each sample waits for the one before it.</summary>
    private int LevelOf(int magnitude)
    {
        ReadOnlySpan<int> decisions = G722Tables.LowerDecisions;
        var step = Vector256.Create(_lower.Step);
        var above = Vector256.Create(magnitude + 1);
        uint reached = 0;
        for (int i = 0; i < 32; i += 8)
            reached |= Vector256.GreaterThan(above, (Vector256.Create(decisions[i..]) * step) >> 12).ExtractMostSignificantBits() << i;
        return BitOperations.PopCount(reached & ((1u << G722Tables.LowerLevels) - 1));
    }

    private int EncodeHigher(int sample)
    {
        int difference = G722Band.Saturate(sample - _higher.Prediction);
        int sign = difference >> 31;
        int isSmall = ((difference ^ sign) - ((HigherDecision * _higher.Step) >> 12)) >>> 31;
        int code = (~sign & 2) | isSmall;
        _higher.Adapt((_higher.Step * G722Tables.HigherLevels[code]) >> 15, G722Tables.HigherWeights[code]);
        return code;
    }
}
