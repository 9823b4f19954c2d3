using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>Where the headers of the block that is being read begin and end: found at the first question, in one array for all blocks of a reader.</summary>
internal sealed class AmiBlockIndex(Encoding encoding)
{
    // The name of a line that a command printed is not among the bytes.
    private const int OutputName = -1;

    // A block with more lines is a rare list or garbage: its memory is not kept.
    private const int MostLinesKept = 16 * 1024;

    private Line[] _lines = new Line[64];
    private int _count;
    private bool _isBuilt;

    /// <summary>What one header takes of the block. A line without a colon belongs to the value of the header before it.</summary>
    internal struct Line
    {
        public int NameStart;
        public int NameLength;
        public int ValueStart;
        public int ValueEnd;

        public readonly ReadOnlySpan<byte> NameIn(ReadOnlySpan<byte> block) => NameStart == OutputName ? "Output"u8 : block.Slice(NameStart, NameLength);
    }

    /// <summary>Counts the blocks, so that a view of an earlier one is noticed.</summary>
    public int Version { get; private set; }

    public Encoding Encoding { get; } = encoding;

    /// <summary>Whether this Asterisk escapes values; those before 13 do not.</summary>
    public bool Unescapes { get; set; } = true;

    public AmiWords Words { get; } = new();

    /// <summary>Forgets the block before.</summary>
    public void Next()
    {
        Version++;
        _isBuilt = false;
        if (_lines.Length > MostLinesKept)
        {
            _lines = new Line[64];
        }
    }

    public ReadOnlySpan<Line> LinesOf(ReadOnlySpan<byte> block, int version)
    {
        if (version != Version)
        {
            throw new InvalidOperationException("The block is no longer there: a view of it is valid until the reader reads on.");
        }
        if (!_isBuilt)
        {
            _count = 0;
            if (AmiFollows.Is(block))
            {
                BuildFollows(block);
            }
            else
            {
                Build(block);
            }
            _isBuilt = true;
        }
        return _lines.AsSpan(0, _count);
    }

    private void Build(ReadOnlySpan<byte> block)
    {
        int lineStart = 0, colon = -1, i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            ref var first = ref MemoryMarshal.GetReference(block);
            for (; i <= block.Length - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                var bytes = Vector256.LoadUnsafe(ref first, (nuint)i);
                var found = (Vector256.Equals(bytes, Vector256.Create((byte)':')) | Vector256.Equals(bytes, Vector256.Create((byte)'\n'))).ExtractMostSignificantBits();
                for (; found != 0; found &= found - 1)
                {
                    Mark(block, i + BitOperations.TrailingZeroCount(found), ref lineStart, ref colon);
                }
            }
        }
        for (; i < block.Length; i++)
        {
            if (block[i] is (byte)':' or (byte)'\n')
            {
                Mark(block, i, ref lineStart, ref colon);
            }
        }
    }

    private void Mark(ReadOnlySpan<byte> block, int at, ref int lineStart, ref int colon)
    {
        if (block[at] == ':')
        {
            colon = colon < 0 ? at : colon;
        }
        // A line feed alone is part of a value.
        else if (at > lineStart && block[at - 1] == '\r')
        {
            Add(block, lineStart, colon, at - 1);
            lineStart = at + 1;
            colon = -1;
        }
    }

    private void Add(ReadOnlySpan<byte> block, int start, int colon, int end)
    {
        if (colon < 0 && _count > 0)
        {
            _lines[_count - 1].ValueEnd = end;
            return;
        }
        var value = colon < 0 ? start : colon + 1;
        if (colon >= 0 && value < end && block[value] == ' ')
        {
            value++;
        }
        Append(new Line { NameStart = start, NameLength = Math.Max(0, colon - start), ValueStart = value, ValueEnd = end });
    }

    // Before Asterisk 14: headers, then what the command printed, line by line. Each of those lines is an Output, as it is since.
    private void BuildFollows(ReadOnlySpan<byte> block)
    {
        var text = AmiFollows.HeadLength(block);
        Build(block[..text]);
        var end = block.Length - AmiFollows.EndMarker.Length;
        while (text < end)
        {
            var length = block[text..end].IndexOf((byte)'\n');
            var next = length < 0 ? end : text + length + 1;
            var lineEnd = length < 0 ? end : text + length;
            if (lineEnd > text && block[lineEnd - 1] == '\r')
            {
                lineEnd--;
            }
            Append(new Line { NameStart = OutputName, NameLength = 6, ValueStart = text, ValueEnd = lineEnd });
            text = next;
        }
    }

    private void Append(in Line line)
    {
        if (_count == _lines.Length)
        {
            Array.Resize(ref _lines, _lines.Length * 2);
        }
        _lines[_count++] = line;
    }
}
