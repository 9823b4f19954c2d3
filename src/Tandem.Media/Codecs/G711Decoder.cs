namespace Tandem.Media.Codecs;

/// <summary>Decodes G.711: a sample a byte, without state.</summary>
internal sealed class G711Decoder(AudioCodec law) : AudioDecoder
{
    public override int SampleRate => 8000;

    public override int CountSamples(ReadOnlySpan<byte> payload) => payload.Length;

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        G711.Decode(law, payload, samples);
        return payload.Length;
    }
}
