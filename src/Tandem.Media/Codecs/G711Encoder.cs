namespace Tandem.Media.Codecs;

/// <summary>Encodes G.711: a byte a sample, without state.</summary>
internal sealed class G711Encoder(AudioCodec law) : AudioEncoder
{
    public override int SampleRate => 8000;

    public override int MaxPayload => 160;

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        RequireFrame(samples, payload);
        G711.Encode(law, samples, payload);
        return samples.Length;
    }
}
