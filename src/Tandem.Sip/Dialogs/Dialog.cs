using Tandem.Sip.Messages;

namespace Tandem.Sip.Dialogs;

/// <summary>The shared state of two user agents: tags, sequence numbers, remote target and route set (RFC 3261 12).</summary>
public sealed class Dialog
{
    private readonly string _localAddress;
    private readonly string _remoteAddress;
    private readonly string _contact;

    private Dialog(DialogId id, string localAddress, string remoteAddress, string contact, SipUri remoteTarget, IReadOnlyList<string> routeSet)
    {
        Id = id;
        _localAddress = localAddress;
        _remoteAddress = remoteAddress;
        _contact = contact;
        RemoteTarget = remoteTarget;
        RouteSet = routeSet;
    }

    // The side of the peer as its response tells it.
    private Dialog(DialogId id, string localAddress, string contact, SipUri requestUri, uint sequence, SipMessage response)
        : this(
            id with { RemoteTag = response.To?.Tag ?? "" },
            localAddress,
            Text(response, SipHeaderName.To, response.To!),
            contact,
            response.Contacts.FirstOrDefault()?.Uri ?? requestUri,
            RoutesOf(response)) => LocalSequence = sequence;

    /// <summary>The dialog's identity.</summary>
    public DialogId Id { get; }

    /// <summary>Where the peer wants requests (its Contact); a target refresh changes it.</summary>
    public SipUri RemoteTarget { get; private set; }

    /// <summary>Values for Route, first hop first.</summary>
    public IReadOnlyList<string> RouteSet { get; private set; }

    /// <summary>CSeq number of our last request.</summary>
    public uint LocalSequence { get; private set; }

    /// <summary>CSeq number of the peer's last request; null before its first.</summary>
    public uint? RemoteSequence { get; private set; }

    /// <summary>RSeq of the last reliable provisional response of the peer (RFC 3262 4); null before its first.</summary>
    internal uint? LastReliable { get; set; }

    /// <summary>The URI whose address the next request goes to: the first route, else the remote target.</summary>
    public SipUri NextHop => RouteSet.Count > 0 && NameAddress.TryParse(RouteSet[0], out var route) ? route.Uri : RemoteTarget;

    /// <summary>The dialog that a received INVITE begins (RFC 3261 12.1.1).</summary>
    /// <param name="invite">The INVITE.</param>
    /// <param name="localTag">Our tag, as our responses carry it.</param>
    /// <param name="contact">Our Contact value.</param>
    public static Dialog OfServer(SipMessage invite, string localTag, string contact)
    {
        var remoteTag = invite.From!.Tag ?? "";
        var target = invite.Contacts.FirstOrDefault()?.Uri ?? invite.From.Uri;
        return new Dialog(
            new DialogId(invite.CallId!, localTag, remoteTag),
            $"{Text(invite, SipHeaderName.To, invite.To!)};tag={localTag}",
            Text(invite, SipHeaderName.From, invite.From),
            contact,
            target,
            [.. invite.RecordRoutes.Select(route => route.ToString())])
        {
            RemoteSequence = invite.CSeq!.Value.Number,
        };
    }

    /// <summary>The dialog that a response to our INVITE begins (RFC 3261 12.1.2).</summary>
    /// <param name="invite">Our INVITE.</param>
    /// <param name="response">A response with a To tag.</param>
    /// <param name="contact">Our Contact value.</param>
    public static Dialog OfClient(SipMessage invite, SipMessage response, string contact) => new(
        new DialogId(invite.CallId!, invite.From!.Tag ?? "", RemoteTag: ""),
        invite.Get(SipHeaderName.From)!,
        contact,
        invite.RequestUri!,
        invite.CSeq!.Value.Number,
        response);

    /// <summary>The dialog that an answer to an INVITE of ours begins of which nothing but the answer is left.</summary>
    /// <param name="response">The 2xx, with the From of the INVITE.</param>
    /// <param name="contact">Our Contact value.</param>
    /// <param name="sequence">CSeq number of the INVITE.</param>
    internal static Dialog OfAnswer(SipMessage response, string contact, uint sequence) => new(
        new DialogId(response.CallId!, response.From!.Tag ?? "", RemoteTag: ""),
        Text(response, SipHeaderName.From, response.From),
        contact,
        response.To!.Uri,
        sequence,
        response);

    /// <summary>The dialog that a NOTIFY begins which comes before the response to our SUBSCRIBE (RFC 6665 4.4.1).</summary>
    /// <param name="notify">The NOTIFY.</param>
    /// <param name="localTag">Our tag, which its To has.</param>
    /// <param name="contact">Our Contact value.</param>
    /// <param name="localSequence">CSeq number of our SUBSCRIBE.</param>
    internal static Dialog OfNotify(SipMessage notify, string localTag, string contact, uint localSequence) => new(
        new DialogId(notify.CallId!, localTag, notify.From!.Tag ?? ""),
        Text(notify, SipHeaderName.To, notify.To!),
        Text(notify, SipHeaderName.From, notify.From),
        contact,
        notify.Contacts.FirstOrDefault()?.Uri ?? notify.From.Uri,
        [.. notify.RecordRoutes.Select(route => route.ToString())])
    {
        LocalSequence = localSequence,
    };

    /// <summary>Makes a request within the dialog (RFC 3261 12.2.1.1).</summary>
    /// <param name="method">Any method but ACK and CANCEL.</param>
    public SipMessage CreateRequest(SipMethod method) => Build(method, TakeSequence());

    /// <summary>Makes the ACK of a 2xx (RFC 3261 13.2.2.4).</summary>
    /// <param name="sequence">CSeq number of the INVITE.</param>
    public SipMessage CreateAck(uint sequence) => Build(SipMethod.Ack, sequence);

    /// <summary>The CSeq number of our next request.</summary>
    internal uint TakeSequence() => ++LocalSequence;

    /// <summary>Takes the sequence number of a request of the peer.</summary>
    /// <returns>False where it is out of order: answer 500 (RFC 3261 12.2.2).</returns>
    public bool AcceptSequence(uint sequence)
    {
        if (RemoteSequence is { } last && sequence <= last)
        {
            return false;
        }
        RemoteSequence = sequence;
        return true;
    }

    /// <summary>Takes a new remote target from the Contact of a target refresh.</summary>
    public void RefreshTarget(SipMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.Contacts.FirstOrDefault() is { } contact)
        {
            RemoteTarget = contact.Uri;
        }
    }

    /// <summary>Takes the route set and the remote target of the 2xx that confirms an early dialog (RFC 3261 13.2.2.4).</summary>
    internal void Confirm(SipMessage response)
    {
        RefreshTarget(response);
        RouteSet = RoutesOf(response);
    }

    private static IReadOnlyList<string> RoutesOf(SipMessage response) =>
        response.RecordRoutes is { Count: > 0 } routes ? [.. routes.Select(route => route.ToString()).Reverse()] : [];

    // As the peer wrote it; but a display name may hold quoted control characters, which no header of ours does.
    private static string Text(SipMessage message, SipHeaderName name, NameAddress parsed) =>
        message.Get(name) is { } text && !text.Any(char.IsControl) ? text : parsed.ToString();

    private SipMessage Build(SipMethod method, uint sequence)
    {
        // A strict router (no lr) is put into the Request-URI, and the remote target behind the routes.
        var strict = RouteSet.Count > 0 && NameAddress.TryParse(RouteSet[0], out var first) && !first.Uri.IsLooseRoute ? first.Uri : null;
        var request = SipMessage.CreateRequest(method, strict ?? RemoteTarget);
        foreach (var route in strict is null ? RouteSet : RouteSet.Skip(1))
        {
            request.Add(SipHeaderName.Route, route);
        }
        if (strict is not null)
        {
            request.Add(SipHeaderName.Route, $"<{RemoteTarget}>");
        }
        request.Add(SipHeaderName.From, _localAddress);
        request.Add(SipHeaderName.To, _remoteAddress);
        request.Add(SipHeaderName.CallId, Id.CallId);
        request.Add(SipHeaderName.CSeq, $"{sequence} {method}");
        if (method != SipMethod.Bye)
        {
            request.Add(SipHeaderName.Contact, _contact);
        }
        return request;
    }
}
