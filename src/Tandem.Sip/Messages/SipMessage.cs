using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>
/// A SIP request or response (RFC 3261 section 7), received or built.
/// It keeps its start line and headers as bytes in a buffer of its own with a table of slices; text and typed values are made when asked for
/// and kept. A getter never throws: what is absent or malformed is null or empty. Not safe for use by several threads at once.
/// </summary>
public sealed partial class SipMessage
{
    private byte[] _buffer = [];
    private int _used;
    private HeaderEntry[] _headers = [];
    private int _headerCount;
    private SipMethod _method;
    private Slice _requestUri;
    private SipUri? _requestUriValue;
    private Slice _reason;
    private string? _reasonText;

    /// <summary>Makes an empty message for <see cref="SipParser"/> to fill, again and again.</summary>
    public SipMessage()
    {
    }

    /// <summary>Whether this is a request.</summary>
    public bool IsRequest => StatusCode == 0;

    /// <summary>The method of a request; for a response, that of its CSeq.</summary>
    public SipMethod Method => IsRequest ? _method : CSeq?.Method ?? default;

    /// <summary>The name of <see cref="Method"/>.</summary>
    public string MethodName => Method.Name;

    /// <summary>The Request-URI; null on a response and where it is malformed.</summary>
    /// <exception cref="InvalidOperationException">It is set on a response.</exception>
    /// <exception cref="ArgumentNullException">It is set to null.</exception>
    public SipUri? RequestUri
    {
        get
        {
            if (_requestUriValue is null && _requestUri.Length > 0 && SipUri.TryParse(RequestUriSpan, out var uri))
            {
                _requestUriValue = uri;
            }
            return _requestUriValue;
        }
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!IsRequest)
            {
                throw new InvalidOperationException("A response has no Request-URI.");
            }
            _requestUri = Store(value.ToString());
            _requestUriValue = value;
        }
    }

    /// <summary>The Request-URI as received; empty on a response.</summary>
    public ReadOnlySpan<byte> RequestUriSpan => _requestUri.Of(_buffer);

    /// <summary>The status code of a response, 100 to 699; 0 on a request.</summary>
    public int StatusCode { get; private set; }

    /// <summary>The reason phrase of a response; empty on a request.</summary>
    public string ReasonPhrase => _reasonText ??= Encoding.UTF8.GetString(_reason.Of(_buffer));

    /// <summary>The body; empty when there is none. That of a parsed message is valid until the message is parsed into again.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Makes a request with no headers.</summary>
    /// <param name="method">The method.</param>
    /// <param name="requestUri">The Request-URI.</param>
    /// <exception cref="ArgumentException">The method is <c>default</c>.</exception>
    public static SipMessage CreateRequest(SipMethod method, SipUri requestUri)
    {
        ArgumentNullException.ThrowIfNull(requestUri);
        if (method.IsEmpty)
        {
            throw new ArgumentException("A request has a method.", nameof(method));
        }
        return new SipMessage { _method = method, RequestUri = requestUri };
    }

    /// <summary>Sets the body and its Content-Type; an empty one removes the header.</summary>
    /// <param name="contentType">For example <c>application/sdp</c>.</param>
    /// <param name="body">The body; kept, not copied.</param>
    public void SetBody(string contentType, ReadOnlyMemory<byte> body)
    {
        Body = body;
        if (body.IsEmpty)
        {
            Remove(SipHeaderName.ContentType);
        }
        else
        {
            Set(SipHeaderName.ContentType, contentType);
        }
    }

    /// <summary>Sets the body to a text in UTF-8 and its Content-Type.</summary>
    public void SetBody(string contentType, string body) => SetBody(contentType, Encoding.UTF8.GetBytes(body));

    /// <summary>Keeps a text in the buffer.</summary>
    private Slice Store(string text)
    {
        var slice = Reserve(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, _buffer.AsSpan(slice.Start));
        return slice;
    }

    private Slice Store(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        var slice = Reserve(first.Length + second.Length);
        first.CopyTo(_buffer.AsSpan(slice.Start));
        second.CopyTo(_buffer.AsSpan(slice.Start + first.Length));
        return slice;
    }

    private Slice Reserve(int length)
    {
        if (_buffer.Length - _used < length)
        {
            Array.Resize(ref _buffer, Math.Max(512, Math.Max(_buffer.Length * 2, _used + length)));
        }
        var slice = new Slice(_used, length);
        _used += length;
        return slice;
    }
}
