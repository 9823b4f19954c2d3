using System.Buffers;

namespace Tandem.Cti.Tests;

/// <summary>Bytes as the protocol's documents write them.</summary>
internal static class Bytes
{
    /// <summary>Bytes of hexadecimal digits; spaces and bars between them do not count.</summary>
    public static byte[] Of(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal).Replace("|", "", StringComparison.Ordinal));

    /// <summary>The same bytes with a segment for each.</summary>
    public static ReadOnlySequence<byte> Scattered(ReadOnlySpan<byte> bytes)
    {
        var first = new Segment([], 0);
        var last = first;
        foreach (var value in bytes)
        {
            last = last.Append(value);
        }
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] content, long index)
        {
            Memory = content;
            RunningIndex = index;
        }

        public Segment Append(byte value)
        {
            var next = new Segment([value], RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
