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

    private int EncodeLower(int sample)
    {
        int difference = G722Band.Saturate(sample - _lower.Prediction);
        int magnitude = difference >= 0 ? difference : ~difference;
        int level = LevelOf(magnitude);

        // Positive codes count down from 61; negative ones from 63, two steps, then on from 31 (tables 10 and 11).
        int code = difference >= 0 ? 61 - level : level < 2 ? 63 - level : 33 - level;
        int coarse = code >> 2;
        _lower.Adapt((_lower.Step * G722Tables.LowerCoarse[coarse]) >> 15, G722Tables.LowerWeights[coarse]);
        return code;
    }

    /// <summary>How many decision levels a magnitude is above.</summary>
    private int LevelOf(int magnitude)
    {
        ReadOnlySpan<short> decisions = G722Tables.LowerDecisions;
        int low = 0;
        int high = decisions.Length;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (magnitude >= (decisions[middle] * _lower.Step) >> 12)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private int EncodeHigher(int sample)
    {
        int difference = G722Band.Saturate(sample - _higher.Prediction);
        int magnitude = difference >= 0 ? difference : ~difference;
        bool isLarge = magnitude >= (HigherDecision * _higher.Step) >> 12;
        int code = (difference >= 0 ? 2 : 0) | (isLarge ? 0 : 1);
        _higher.Adapt((_higher.Step * G722Tables.HigherLevels[code]) >> 15, G722Tables.HigherWeights[code]);
        return code;
    }
}
