using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>Responses to a request (RFC 3261 sections 8.2.6 and 12.1.1).</summary>
public sealed partial class SipMessage
{
    /// <summary>
    /// Makes a response to this request: all Vias, From, To, Call-ID and CSeq are copied; Record-Route for 101 to 299; Timestamp for 100.
    /// </summary>
    /// <param name="statusCode">100 to 699.</param>
    /// <param name="reason">The reason phrase; null for the usual one.</param>
    /// <param name="toTag">The tag for To where the request has none; null to add none.</param>
    /// <exception cref="InvalidOperationException">This is a response.</exception>
    /// <exception cref="ArgumentException">A value is out of range, or has control characters.</exception>
    public SipMessage CreateResponse(int statusCode, string? reason = null, string? toTag = null)
    {
        if (!IsRequest)
        {
            throw new InvalidOperationException("Only a request can be answered.");
        }
        if (statusCode is < 100 or > 699)
        {
            throw new ArgumentOutOfRangeException(nameof(statusCode), statusCode, "A status code is 100 to 699.");
        }
        Lexer.ThrowIfControl(reason, nameof(reason));
        if (toTag is not null && !Lexer.IsToken(toTag.AsSpan()))
        {
            throw new ArgumentException("A tag is a token.", nameof(toTag));
        }
        var response = new SipMessage { StatusCode = statusCode, _headers = new HeaderEntry[16] };
        response.Reserve(_used);
        response._used = 0;
        response._reasonText = reason ?? SipReasonPhrases.For(statusCode);
        response._reason = response.Store(response._reasonText);
        response.CopyAll(this, SipHeaderName.Via);
        if (statusCode is > 100 and < 300)
        {
            response.CopyAll(this, SipHeaderName.RecordRoute);
        }
        response.CopyFirst(this, SipHeaderName.From);
        response.CopyTo(this, toTag);
        response.CopyFirst(this, SipHeaderName.CallId);
        response.CopyFirst(this, SipHeaderName.CSeq);
        if (statusCode == 100)
        {
            response.CopyFirst(this, SipHeaderName.Timestamp);
        }
        return response;
    }

    private void CopyTo(SipMessage request, string? toTag)
    {
        if (toTag is null || !NameAddressScanner.TryScan(request.GetSpan(SipHeaderName.To), out _) || !request.ToTagSpan.IsEmpty)
        {
            CopyFirst(request, SipHeaderName.To);
            return;
        }
        var value = Store(request.GetSpan(SipHeaderName.To), ";tag="u8);
        var tag = Store(toTag);
        Insert(_headerCount, new HeaderEntry { Id = SipHeaderName.To, Value = new Slice(value.Start, value.Length + tag.Length) });
    }
}
