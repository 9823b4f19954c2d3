using System.Buffers;
using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>
/// Cuts what comes from Asterisk into blocks, however the bytes are split. Lines end with CR LF, an empty line ends a block, empty blocks
/// are passed over; the reply to Command of Asterisk before 14 ends with its marker. Reading a block allocates nothing. For one thread.
/// </summary>
public sealed class AmiBlockReader : IDisposable
{
    /// <summary>The longest block that a reader takes unless told otherwise, 16 MiB: a dialplan of 100,000 lines printed by a command.</summary>
    public const int DefaultMaxBlockSize = 16 * 1024 * 1024;

    private const int FirstBufferSize = 64 * 1024;
    private const int LargestBufferKept = 1024 * 1024;

    private readonly AmiBlockIndex _index;
    private readonly int _maxBlockSize;
    private byte[] _buffer;
    private int _start;
    private int _end;

    // What is known not to hold the end of the block, counted from its start.
    private int _scanned;

    /// <summary>Creates a reader.</summary>
    /// <param name="encoding">How bytes become text; null for UTF-8. What is invalid becomes U+FFFD.</param>
    /// <param name="maxBlockSize">The longest block taken, in bytes; 1 KiB or more.</param>
    public AmiBlockReader(Encoding? encoding = null, int maxBlockSize = DefaultMaxBlockSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBlockSize, 1024);
        _index = new AmiBlockIndex(encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        _maxBlockSize = maxBlockSize;
        _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferSize);
    }

    /// <summary>Bytes that came and are not read yet; above zero at the end of a stream, the last block is cut off.</summary>
    public int Pending => _end - _start;

    /// <summary>
    /// Whether texts are unescaped where Asterisk escapes them; default yes. <see cref="TryReadBanner"/> sets it: Asterisk before 13 does not escape.
    /// </summary>
    public bool Unescapes
    {
        get => _index.Unescapes;
        set => _index.Unescapes = value;
    }

    /// <summary>Memory to receive into; views of blocks end with it.</summary>
    /// <returns>At least 1 byte, most often 32 KiB or more.</returns>
    public Memory<byte> GetMemory()
    {
        _index.Next();
        if (_start == _end)
        {
            _start = _end = 0;
            Shrink();
        }
        else if (_end > _buffer.Length / 2 && _start > 0)
        {
            _buffer.AsSpan(_start, Pending).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end > _buffer.Length / 2)
        {
            Grow();
        }
        return _buffer.AsMemory(_end);
    }

    /// <summary>Tells how much was received into the memory given last.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <summary>Adds bytes that were received elsewhere.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var memory = GetMemory().Span;
            var count = Math.Min(memory.Length, bytes.Length);
            bytes[..count].CopyTo(memory);
            Advance(count);
            bytes = bytes[count..];
        }
    }

    /// <summary>Reads the first line of a connection, which no empty line follows.</summary>
    /// <param name="banner">What the server calls itself.</param>
    /// <returns>Whether the line is there.</returns>
    /// <exception cref="AmiProtocolException">It is longer than a block may be.</exception>
    public bool TryReadBanner(out AmiBanner banner)
    {
        var bytes = _buffer.AsSpan(_start, Pending);
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0)
        {
            CheckSize(bytes.Length);
            banner = default;
            return false;
        }
        banner = new AmiBanner(_index.Encoding.GetString(bytes[..end]).TrimEnd('\r'));
        _index.Unescapes = banner.Escapes;
        _start += end + 1;
        return true;
    }

    /// <summary>Reads a block.</summary>
    /// <param name="block">A view of it, valid until the next call of the reader.</param>
    /// <returns>Whether a whole one is there.</returns>
    /// <exception cref="AmiProtocolException">It is longer than a block may be; nothing can be read from here on.</exception>
    public bool TryRead(out AmiBlock block)
    {
        _index.Next();
        var bytes = _buffer.AsSpan(_start, Pending);
        if (!bytes.IsEmpty && bytes[0] is (byte)'\r' or (byte)'\n')
        {
            var empty = bytes.IndexOfAnyExcept((byte)'\r', (byte)'\n');
            empty = empty < 0 ? bytes.Length : empty;
            _start += empty;
            _scanned = 0;
            bytes = bytes[empty..];
        }
        var length = LengthOf(bytes);
        if (length < 0)
        {
            CheckSize(bytes.Length);
            block = default;
            return false;
        }
        CheckSize(length);
        _start += length + 2;
        _scanned = 0;
        block = new AmiBlock(bytes[..length], _index);
        return true;
    }

    /// <summary>Gives its memory back.</summary>
    public void Dispose()
    {
        _index.Next();
        var buffer = _buffer;
        _buffer = [];
        _start = _end = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    // Without the empty line.
    private int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var end = AmiFollows.Is(bytes) ? "--END COMMAND--\r\n\r\n"u8 : "\r\n\r\n"u8;
        var from = Math.Max(0, _scanned - end.Length + 1);
        var found = bytes[from..].IndexOf(end);
        _scanned = bytes.Length;
        return found < 0 ? -1 : from + found + end.Length - 2;
    }

    private void CheckSize(int length)
    {
        if (length > _maxBlockSize)
        {
            throw new AmiProtocolException($"A block is longer than {_maxBlockSize} bytes.");
        }
    }

    // After a block that was uncommonly long.
    private void Shrink()
    {
        if (_buffer.Length > LargestBufferKept)
        {
            ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
            _buffer = ArrayPool<byte>.Shared.Rent(FirstBufferSize);
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(_start, Pending).CopyTo(larger);
        _end -= _start;
        _start = 0;
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = larger;
    }
}
