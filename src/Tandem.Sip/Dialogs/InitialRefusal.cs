using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>What a user agent refuses before it looks who asks: addresses and bodies of kinds that it does not know (RFC 3261 8.2.2.1, 8.2.3, 13.3.1.3).</summary>
internal static class InitialRefusal
{
    private static readonly string[] AcceptedTypes = [SipUserAgent.SdpContentType, "application/*", "*/*"];

    /// <summary>The refusal of a request outside a dialog; null where it may be taken.</summary>
    public static SipMessage? Of(SipMessage request)
    {
        if (request.RequestUri is { Scheme: not ("sip" or "sips" or "tel") })
        {
            return request.CreateResponse(416, null, SipStack.NewTag());
        }
        if (request.Method != SipMethod.Invite)
        {
            return null;
        }
        var status = HasUnknownBody(request) ? 415 : AcceptsNoDescription(request) ? 406 : 0;
        if (status == 0)
        {
            return null;
        }
        var response = request.CreateResponse(status, null, SipStack.NewTag());
        response.Add(SipHeaderName.Accept, SipUserAgent.SdpContentType);
        return response;
    }

    private static bool HasUnknownBody(SipMessage invite)
    {
        if (invite.Body.IsEmpty || invite.ContentType is not { } type)
        {
            return false;
        }
        return !IsType(type, SipUserAgent.SdpContentType)
            && invite.Get(SipHeaderName.ContentDisposition)?.Contains("handling=optional", StringComparison.OrdinalIgnoreCase) != true;
    }

    private static bool AcceptsNoDescription(SipMessage invite) =>
        invite.Contains(SipHeaderName.Accept) && invite.GetAll(SipHeaderName.Accept) is { Count: > 0 } accepted
        && !accepted.Any(type => AcceptedTypes.Any(known => IsType(type, known)));

    private static bool IsType(string value, string type)
    {
        var end = value.IndexOf(';', StringComparison.Ordinal);
        return (end < 0 ? value.AsSpan() : value.AsSpan(0, end)).Trim().Equals(type, StringComparison.OrdinalIgnoreCase);
    }
}
