using System.Buffers.Binary;

namespace Tandem.Sipgate.Webhooks;

/// <summary>Reads the head of a RIFF WAVE file, up to its samples.</summary>
internal static class WaveHeader
{
    private const int ChunkHeadSize = 8;
    private const int MinFormatSize = 16;
    private const int MaxFormatSize = 256;
    private const int MaxSkipped = 1024 * 1024;
    private const uint UnknownSize = uint.MaxValue;

    /// <summary>Reads it.</summary>
    /// <param name="stream">The file from its beginning.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public static async Task<AnnouncementFormat> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var format = new AnnouncementFormat { Container = "" };
        var buffer = new byte[MaxFormatSize];
        if (!await FillAsync(stream, buffer.AsMemory(0, 12), cancellationToken).ConfigureAwait(false) || !buffer.AsSpan(0, 4).SequenceEqual("RIFF"u8)
            || !buffer.AsSpan(8, 4).SequenceEqual("WAVE"u8))
        {
            return format;
        }
        format = format with { Container = "WAVE" };
        var bytesPerSecond = 0u;
        var skipped = 0L;
        while (skipped <= MaxSkipped && await FillAsync(stream, buffer.AsMemory(0, ChunkHeadSize), cancellationToken).ConfigureAwait(false))
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(4));
            if (buffer.AsSpan(0, 4).SequenceEqual("data"u8))
            {
                var isKnown = bytesPerSecond > 0 && size is > 0 and < UnknownSize;
                return format with { Duration = isKnown ? TimeSpan.FromSeconds((double)size / bytesPerSecond) : null };
            }
            var padded = size + (size & 1L);
            if (buffer.AsSpan(0, 4).SequenceEqual("fmt "u8) && padded is >= MinFormatSize and <= MaxFormatSize)
            {
                if (!await FillAsync(stream, buffer.AsMemory(0, (int)padded), cancellationToken).ConfigureAwait(false))
                {
                    break;
                }
                (format, bytesPerSecond) = (ReadFormat(format, buffer), BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(8)));
                continue;
            }
            skipped += padded;
            if (skipped > MaxSkipped || !await SkipAsync(stream, buffer, padded, cancellationToken).ConfigureAwait(false))
            {
                break;
            }
        }
        return format;
    }

    private static AnnouncementFormat ReadFormat(AnnouncementFormat format, ReadOnlySpan<byte> chunk) => format with
    {
        FormatTag = BinaryPrimitives.ReadUInt16LittleEndian(chunk),
        Channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]),
        SampleRate = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]), int.MaxValue),
        BitsPerSample = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]),
    };

    private static async Task<bool> FillAsync(Stream stream, Memory<byte> buffer, CancellationToken cancellationToken) =>
        await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) == buffer.Length;

    private static async Task<bool> SkipAsync(Stream stream, byte[] buffer, long count, CancellationToken cancellationToken)
    {
        for (; count > 0; count -= Math.Min(count, buffer.Length))
        {
            if (!await FillAsync(stream, buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
        return true;
    }
}
