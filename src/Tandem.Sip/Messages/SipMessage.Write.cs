using System.Buffers.Text;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>Writing to the wire: canonical header names for what was built, names as received for the rest, a right Content-Length always.</summary>
public sealed partial class SipMessage
{
    /// <summary>How many bytes <see cref="WriteTo"/> writes.</summary>
    public int GetByteCount()
    {
        var count = IsRequest
            ? Encoding.ASCII.GetByteCount(_method.Name) + 1 + _requestUri.Length + " SIP/2.0\r\n".Length
            : "SIP/2.0 200 ".Length + _reason.Length + 2;
        var hasLength = false;
        for (var i = 0; i < _headerCount; i++)
        {
            if (_headers[i].Id != SipHeaderName.ContentLength)
            {
                count += NameSpan(i).Length + 2 + _headers[i].Value.Length + 2;
            }
            else if (!hasLength)
            {
                hasLength = true;
                count += NameSpan(i).Length + 2 + DigitCount(Body.Length) + 2;
            }
        }
        count += hasLength ? 0 : "Content-Length: \r\n".Length + DigitCount(Body.Length);
        return count + 2 + Body.Length;
    }

    /// <summary>Writes the message.</summary>
    /// <param name="destination">Where to; of at least <see cref="GetByteCount"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var rest = WriteStartLine(destination);
        var hasLength = false;
        for (var i = 0; i < _headerCount; i++)
        {
            if (_headers[i].Id != SipHeaderName.ContentLength)
            {
                rest = Write(Write(Write(Write(rest, NameSpan(i)), ": "u8), ValueSpan(i)), "\r\n"u8);
            }
            else if (!hasLength)
            {
                hasLength = true;
                rest = Write(WriteNumber(Write(Write(rest, NameSpan(i)), ": "u8), Body.Length), "\r\n"u8);
            }
        }
        if (!hasLength)
        {
            rest = Write(WriteNumber(Write(rest, "Content-Length: "u8), Body.Length), "\r\n"u8);
        }
        rest = Write(Write(rest, "\r\n"u8), Body.Span);
        return destination.Length - rest.Length;
    }

    /// <summary>The message as bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[GetByteCount()];
        WriteTo(bytes);
        return bytes;
    }

    /// <summary>The message as text, body included: for diagnosis, never for logs above Debug.</summary>
    public override string ToString() => Encoding.UTF8.GetString(ToArray());

    private Span<byte> WriteStartLine(Span<byte> rest)
    {
        if (!IsRequest)
        {
            return Write(Write(Write(WriteNumber(Write(rest, "SIP/2.0 "u8), StatusCode), " "u8), _reason.Of(_buffer)), "\r\n"u8);
        }
        var name = _method.Name;
        rest = rest[Encoding.ASCII.GetBytes(name, rest)..];
        return Write(Write(Write(rest, " "u8), RequestUriSpan), " SIP/2.0\r\n"u8);
    }

    private static Span<byte> Write(Span<byte> rest, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(rest);
        return rest[bytes.Length..];
    }

    private static Span<byte> WriteNumber(Span<byte> rest, int number)
    {
        if (!Utf8Formatter.TryFormat(number, rest, out var length))
        {
            throw new ArgumentException("The destination is too short.", nameof(rest));
        }
        return rest[length..];
    }

    private static int DigitCount(int number)
    {
        var count = 1;
        for (; number >= 10; number /= 10)
        {
            count++;
        }
        return count;
    }
}
