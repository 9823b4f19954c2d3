using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

/// <summary>By what a request finds its transaction (RFC 3261 17.2.3).</summary>
/// <param name="Identity">The branch; for a peer without the cookie the fields of RFC 2543.</param>
/// <param name="Host">The host of the sent-by.</param>
/// <param name="Port">The port of the sent-by.</param>
/// <param name="Method">The method; of an ACK that of the INVITE.</param>
internal readonly record struct ServerKey(string Identity, string Host, int? Port, SipMethod Method)
{
    /// <summary>The key of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="method">Of which method the transaction is.</param>
    public static ServerKey Of(SipMessage request, SipMethod method)
    {
        var via = request.TopVia!;
        var identity = via.Branch is { } branch && branch.StartsWith(Via.MagicCookie, StringComparison.Ordinal)
            ? branch
            : $"{request.CallId} {request.CSeq!.Value.Number} {request.From!.Tag} {request.RequestUri}";
        return new ServerKey(identity, via.Host, via.Port, method);
    }
}
