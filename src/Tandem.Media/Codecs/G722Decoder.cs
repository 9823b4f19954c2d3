namespace Tandem.Media.Codecs;

/// <summary>Decodes G.722 at 64 kbit/s (ITU-T Recommendation G.722).</summary>
internal sealed class G722Decoder : AudioDecoder
{
    private const int Taps = 24;

    private readonly G722Band _lower = G722Band.Lower();
    private readonly G722Band _higher = G722Band.Higher();
    private readonly short[] _history = new short[Taps];

    public override int SampleRate => 16000;

    public override int CountSamples(ReadOnlySpan<byte> payload) => 2 * payload.Length;

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        RequireRoom(2 * payload.Length, samples);
        for (int i = 0; i < payload.Length; i++)
            Decode(payload[i], samples.Slice(2 * i, 2));
        return 2 * payload.Length;
    }

    public override void Reset()
    {
        _lower.Reset();
        _higher.Reset();
        Array.Clear(_history);
    }

    private void Decode(byte codes, Span<short> samples)
    {
        int code = codes & 0x3F;
        int lower = Limit(_lower.Prediction + ((_lower.Step * G722Tables.LowerFine[code]) >> 15));
        int coarse = code >> 2;
        _lower.Adapt((_lower.Step * G722Tables.LowerCoarse[coarse]) >> 15, G722Tables.LowerWeights[coarse]);

        code = codes >> 6;
        int difference = (_higher.Step * G722Tables.HigherLevels[code]) >> 15;
        int higher = Limit(_higher.Prediction + difference);
        _higher.Adapt(difference, G722Tables.HigherWeights[code]);

        _history.AsSpan(2).CopyTo(_history);
        _history[Taps - 2] = (short)(lower + higher);
        _history[Taps - 1] = (short)(lower - higher);
        G722Tables.Filter(_history, out int even, out int odd);

        samples[0] = (short)G722Band.Saturate(odd >> 11);
        samples[1] = (short)G722Band.Saturate(even >> 11);
    }

    // Section 4.4: the reconstructed signals have 15 bits.
    private static int Limit(int value) => Math.Clamp(value, -16384, 16383);
}
