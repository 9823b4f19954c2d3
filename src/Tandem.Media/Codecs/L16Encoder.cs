using System.Buffers.Binary;

namespace Tandem.Media.Codecs;

/// <summary>Encodes L16: big-endian samples (RFC 3551 section 4.5.11).</summary>
internal sealed class L16Encoder : AudioEncoder
{
    public override int SampleRate => 16000;

    public override int MaxPayload => 640;

    public override int Encode(ReadOnlySpan<short> samples, Span<byte> payload)
    {
        RequireFrame(samples, payload);
        for (int i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16BigEndian(payload[(2 * i)..], samples[i]);
        return 2 * samples.Length;
    }
}
