using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>Filling a message from the wire. On an error it goes on, so that what is left can be answered.</summary>
public sealed partial class SipMessage
{
    private SipParseError _error;
    private int _errorOffset;

    internal SipParseResult Load(ReadOnlySpan<byte> data)
    {
        Reset();
        var skipped = data.Length - data.TrimStart("\r\n"u8).Length;
        if (skipped == data.Length)
        {
            return new SipParseResult(SipParseError.Empty, 0, false);
        }
        if (data.Length - skipped > SipLimits.MaxMessageBytes)
        {
            return new SipParseResult(SipParseError.MessageTooLarge, SipLimits.MaxMessageBytes, false);
        }
        Keep(data[skipped..]);
        var buffer = _buffer.AsSpan(0, _used);
        var at = 0;
        LoadStartLine(buffer, ref at);
        LoadHeaders(buffer, ref at);
        MessageRules.Check(this);
        LoadBody(at);
        if (_error == SipParseError.None)
        {
            return default;
        }
        var answerable = IsRequest && !_method.IsEmpty && _method != SipMethod.Ack && HasAnyMandatory();
        return new SipParseResult(_error, _errorOffset + skipped, answerable);
    }

    // With room for what is written into the Via of a request (RFC 3261 18.2.1): the buffer need not grow for that.
    private void Keep(ReadOnlySpan<byte> data)
    {
        Reserve(data.Length + 160);
        data.CopyTo(_buffer);
        _used = data.Length;
    }

    internal void Fail(SipParseError error, int offset)
    {
        if (_error == SipParseError.None)
        {
            _error = error;
            _errorOffset = offset;
        }
    }

    internal bool IsMethod(ReadOnlySpan<byte> name) => Ascii.Equals(name, _method.Name);

    internal int OffsetAt(int index) => _headers[index].Value.Start;

    private void Reset()
    {
        Array.Clear(_headers, 0, _headerCount);
        _headerCount = 0;
        _used = 0;
        _method = default;
        StatusCode = 0;
        _requestUri = default;
        _requestUriValue = null;
        _reason = default;
        _reasonText = null;
        Body = default;
        _cached = CachedValues.None;
        _error = SipParseError.None;
        _errorOffset = 0;
    }

    private void LoadStartLine(Span<byte> buffer, ref int at)
    {
        var line = NextLine(buffer, ref at);
        var text = line.Of(buffer);
        if (text.Length > SipLimits.MaxLineBytes)
        {
            Fail(SipParseError.LineTooLong, line.Start);
        }
        else if (text.Contains((byte)'\r'))
        {
            // Another element could take it for a line end.
            Fail(SipParseError.BadStartLine, line.Start);
        }
        else if (text.Length > 4 && Ascii.EqualsIgnoreCase(text[..4], "SIP/"u8))
        {
            LoadStatusLine(line, text);
        }
        else
        {
            LoadRequestLine(line, text);
        }
    }

    private void LoadStatusLine(Slice line, ReadOnlySpan<byte> text)
    {
        // A response even where the code is not one: it must not be taken for a request and answered.
        StatusCode = 500;
        var space = text.IndexOf((byte)' ');
        if (space < 0 || !StartLine.IsVersion(text[..space]))
        {
            Fail(SipParseError.BadStartLine, line.Start);
            return;
        }
        if (!Ascii.EqualsIgnoreCase(text[..space], "SIP/2.0"u8))
        {
            Fail(SipParseError.UnsupportedVersion, line.Start);
            return;
        }
        var code = text[(space + 1)..];
        var end = code.IndexOf((byte)' ');
        var digits = end < 0 ? code : code[..end];
        if (digits.Length != 3 || !Lexer.TryNumber(digits, out var number) || number is < 100 or > 699)
        {
            Fail(SipParseError.BadStatusCode, line.Start + space + 1);
            return;
        }
        StatusCode = (int)number;
        _reason = end < 0 ? default : new Slice(line.Start + space + end + 2, code.Length - end - 1);
    }

    private void LoadRequestLine(Slice line, ReadOnlySpan<byte> text)
    {
        var first = text.IndexOf((byte)' ');
        if (first <= 0 || !SipMethod.TryParse(text[..first], out _method))
        {
            Fail(SipParseError.BadStartLine, line.Start);
            return;
        }
        var last = text.LastIndexOf((byte)' ');
        if (last == first || !StartLine.IsVersion(text[(last + 1)..]))
        {
            Fail(SipParseError.BadStartLine, line.Start + last);
            return;
        }
        if (!Ascii.EqualsIgnoreCase(text[(last + 1)..], "SIP/2.0"u8))
        {
            Fail(SipParseError.UnsupportedVersion, line.Start + last + 1);
        }
        _requestUri = new Slice(line.Start + first + 1, last - first - 1);
        if (!UriScanner.TryScan(text[(first + 1)..last], out var uri) || uri.Headers.Length > 0)
        {
            Fail(SipParseError.BadRequestUri, line.Start + first + 1);
        }
    }

    private void LoadHeaders(Span<byte> buffer, ref int at)
    {
        while (at < buffer.Length)
        {
            var line = NextLine(buffer, ref at);
            if (line.Length == 0)
            {
                return;
            }
            while (at < buffer.Length && Lexer.IsWhite(buffer[at]))
            {
                // Unfolding: the line end becomes white space, so that nothing behind the parser ever sees one.
                buffer[(line.Start + line.Length)..at].Fill((byte)' ');
                var more = NextLine(buffer, ref at);
                line = new Slice(line.Start, more.Start + more.Length - line.Start);
            }
            if (!LoadHeader(line, line.Of(buffer)))
            {
                at = buffer.Length;
                return;
            }
        }
        Fail(SipParseError.HeadersNotEnded, buffer.Length);
    }

    private bool LoadHeader(Slice line, ReadOnlySpan<byte> text)
    {
        if (text.Length > SipLimits.MaxLineBytes)
        {
            Fail(SipParseError.LineTooLong, line.Start);
            return true;
        }
        if (_headerCount == SipLimits.MaxHeaders)
        {
            Fail(SipParseError.TooManyHeaders, line.Start);
            return false;
        }
        var end = Lexer.SkipToken(text, 0);
        var colon = Lexer.SkipWhite(text, end);
        if (end == 0 || colon == text.Length || text[colon] != ':' || text.ContainsAny("\r\n"u8))
        {
            Fail(SipParseError.BadHeaderLine, line.Start);
            return true;
        }
        var start = Lexer.SkipWhite(text, colon + 1);
        var length = text.Length - start;
        while (length > 0 && Lexer.IsWhite(text[start + length - 1]))
        {
            length--;
        }
        Insert(_headerCount, new HeaderEntry
        {
            Id = SipHeaderNames.Find(text[..end]),
            Name = new Slice(line.Start, end),
            Value = new Slice(line.Start + start, length),
        });
        return true;
    }

    private void LoadBody(int at)
    {
        var rest = _used - at;
        var index = IndexOf(SipHeaderName.ContentLength);
        if (index >= 0 && Lexer.TryNumber(ValueSpan(index), out var length))
        {
            if (length > rest)
            {
                Fail(SipParseError.BodyTooShort, at);
            }
            else
            {
                rest = (int)length;
            }
        }
        Body = _buffer.AsMemory(at, rest);
    }

    private bool HasAnyMandatory() => Contains(SipHeaderName.Via) || Contains(SipHeaderName.CallId) || Contains(SipHeaderName.From);

    /// <summary>The line at <paramref name="at"/> without its end; moves behind it.</summary>
    private static Slice NextLine(ReadOnlySpan<byte> buffer, ref int at)
    {
        var start = at;
        var length = buffer[start..].IndexOf((byte)'\n');
        if (length < 0)
        {
            at = buffer.Length;
            return new Slice(start, buffer.Length - start);
        }
        at = start + length + 1;
        return new Slice(start, length > 0 && buffer[start + length - 1] == '\r' ? length - 1 : length);
    }
}
