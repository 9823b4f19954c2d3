using System.Buffers.Binary;

namespace Tandem.Media.Codecs;

/// <summary>Decodes L16: big-endian samples (RFC 3551 section 4.5.11).</summary>
internal sealed class L16Decoder : AudioDecoder
{
    public override int SampleRate => 16000;

    public override int CountSamples(ReadOnlySpan<byte> payload) => payload.Length / 2;

    public override int Decode(ReadOnlySpan<byte> payload, Span<short> samples)
    {
        int count = payload.Length / 2;
        RequireRoom(count, samples);
        for (int i = 0; i < count; i++)
            samples[i] = BinaryPrimitives.ReadInt16BigEndian(payload[(2 * i)..]);
        return count;
    }
}
