using System.Text;

namespace Tandem.Sipgate.Tests.Webhooks;

/// <summary>Makes sounds of silence.</summary>
internal static class WaveFile
{
    public static byte[] Make(int seconds = 1, short formatTag = 1, short channels = 1, int rate = 8_000, short bits = 16, string? extraChunk = null)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.ASCII);
        var dataSize = seconds * rate * channels * bits / 8;
        writer.Write("RIFF"u8);
        writer.Write(36 + dataSize);
        writer.Write("WAVE"u8);
        if (extraChunk is not null)
        {
            writer.Write("LIST"u8);
            writer.Write(extraChunk.Length);
            writer.Write(Encoding.ASCII.GetBytes(extraChunk));
            writer.Write(new byte[extraChunk.Length % 2]);
        }
        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write(formatTag);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(dataSize);
        writer.Write(new byte[dataSize]);
        return stream.ToArray();
    }
}
