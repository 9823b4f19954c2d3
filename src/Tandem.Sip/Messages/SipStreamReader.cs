using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>
/// Cuts a byte stream (TCP, TLS) into messages by their Content-Length (RFC 3261 section 18.3) and finds keep-alives between them
/// (RFC 5626). Bytes may come split anywhere. Not for use by several threads at once.
/// </summary>
public sealed class SipStreamReader
{
    private readonly bool _expectsPongs;
    private byte[] _buffer;
    private int _start;
    private int _end;
    private int _searched;
    private SipParseError _broken;

    /// <summary>Makes a reader.</summary>
    /// <param name="expectsPongs">
    /// Whether this side sends the keep-alives, as the one that opened the connection does: a single CRLF is then a pong. Else a single CRLF
    /// is kept until its second half has come.
    /// </param>
    public SipStreamReader(bool expectsPongs = false)
    {
        _expectsPongs = expectsPongs;
        _buffer = new byte[4096];
    }

    /// <summary>How many bytes wait to be read.</summary>
    public int BufferedBytes => _end - _start;

    /// <summary>Room to receive into; call <see cref="Advance"/> with the number of bytes that came.</summary>
    /// <param name="sizeHint">The least number of bytes wanted, at least 1.</param>
    public Memory<byte> GetMemory(int sizeHint = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sizeHint, 1);
        if (_start == _end)
        {
            _start = _end = 0;
        }
        if (_buffer.Length - _end < sizeHint)
        {
            var needed = _end - _start + sizeHint;
            var target = needed <= _buffer.Length ? _buffer : new byte[Math.Max(needed, _buffer.Length * 2)];
            Array.Copy(_buffer, _start, target, 0, _end - _start);
            _end -= _start;
            _start = 0;
            _buffer = target;
        }
        return _buffer.AsMemory(_end);
    }

    /// <summary>Says how many bytes were put into the memory of <see cref="GetMemory"/>.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _buffer.Length - _end);
        _end += count;
    }

    /// <summary>Adds bytes that came.</summary>
    public void Append(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return;
        }
        data.CopyTo(GetMemory(data.Length).Span);
        Advance(data.Length);
    }

    /// <summary>Whether the beginning of a message has come, but not yet its end.</summary>
    public bool IsInMessage => _start < _end && _buffer[_start] is not ((byte)'\r' or (byte)'\n');

    /// <summary>Takes the next frame from the bytes that have come; call it until it says <see cref="SipStreamFrame.None"/>.</summary>
    /// <param name="message">Filled when the frame is a message.</param>
    /// <param name="result">What the parser made of the message, or why the stream is broken.</param>
    public SipStreamFrame TryRead(SipMessage message, out SipParseResult result)
    {
        ArgumentNullException.ThrowIfNull(message);
        var frame = TryRead(out var bytes, out var error);
        result = frame == SipStreamFrame.Message ? SipParser.TryParse(bytes, message) : new SipParseResult(error, 0, false);
        return frame;
    }

    /// <summary>Takes the next frame as it came, unparsed; call it until it says <see cref="SipStreamFrame.None"/>.</summary>
    /// <param name="bytes">The message, or all that is left of a broken stream; valid until more bytes are added.</param>
    /// <param name="error">Why the stream is broken.</param>
    public SipStreamFrame TryRead(out ReadOnlySpan<byte> bytes, out SipParseError error)
    {
        bytes = default;
        error = _broken;
        if (_broken != SipParseError.None)
        {
            return SipStreamFrame.Broken;
        }
        var keepAlive = ReadKeepAlive();
        if (keepAlive != SipStreamFrame.None || _start == _end)
        {
            return keepAlive;
        }
        var data = _buffer.AsSpan(_start, _end - _start);
        if (data[0] == '\r' && (data.Length == 1 || data[1] == '\n'))
        {
            return SipStreamFrame.None;
        }
        var headers = EndOfHeaders(data, _searched);
        if (headers < 0)
        {
            _searched = Math.Max(0, data.Length - 3);
            return data.Length > SipLimits.MaxMessageBytes ? Break(SipParseError.MessageTooLarge, out bytes, out error) : SipStreamFrame.None;
        }
        if (!ContentLengthScanner.TryFind(data[..headers], out var length))
        {
            return Break(SipParseError.BadContentLength, out bytes, out error);
        }
        if (length > SipLimits.MaxMessageBytes - headers)
        {
            return Break(SipParseError.MessageTooLarge, out bytes, out error);
        }
        if (data.Length < headers + (int)length)
        {
            _searched = Math.Max(0, headers - 4);
            return SipStreamFrame.None;
        }
        bytes = data[..(headers + (int)length)];
        _start += headers + (int)length;
        _searched = 0;
        return SipStreamFrame.Message;
    }

    private SipStreamFrame ReadKeepAlive()
    {
        while (_start < _end && _buffer[_start] == '\n')
        {
            _start++;
        }
        while (_end - _start >= 2 && _buffer[_start] == '\r' && _buffer[_start + 1] == '\n')
        {
            var data = _buffer.AsSpan(_start, _end - _start);
            if (data.StartsWith("\r\n\r\n"u8))
            {
                _start += 4;
                return SipStreamFrame.Ping;
            }
            if (_expectsPongs)
            {
                _start += 2;
                return SipStreamFrame.Pong;
            }
            if (data.Length == 2 || (data.Length == 3 && data[2] == '\r'))
            {
                return SipStreamFrame.None;
            }
            _start += 2;
        }
        return SipStreamFrame.None;
    }

    private SipStreamFrame Break(SipParseError reason, out ReadOnlySpan<byte> bytes, out SipParseError error)
    {
        _broken = error = reason;
        bytes = _buffer.AsSpan(_start, _end - _start);
        return SipStreamFrame.Broken;
    }

    /// <summary>The index just after the blank line, or -1.</summary>
    private static int EndOfHeaders(ReadOnlySpan<byte> data, int from)
    {
        for (var at = from; at < data.Length; at++)
        {
            var step = data[at..].IndexOf((byte)'\n');
            if (step < 0)
            {
                return -1;
            }
            at += step;
            if (at + 1 < data.Length && data[at + 1] == '\n')
            {
                return at + 2;
            }
            if (at + 2 < data.Length && data[at + 1] == '\r' && data[at + 2] == '\n')
            {
                return at + 3;
            }
        }
        return -1;
    }
}
