using System.Net;
using System.Security.Cryptography;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// The user agent core over a <see cref="SipStack"/>: requests find their dialog, a new INVITE becomes an
/// <see cref="InviteSession"/>, everything else goes to its user. Belongs to the loop's thread.
/// </summary>
public sealed partial class SipUserAgent
{
    /// <summary>The methods that a user agent of ours takes, as the Allow header says them.</summary>
    public const string AllowedMethods = "INVITE, ACK, BYE, CANCEL, OPTIONS, PRACK, UPDATE";

    internal const string SdpContentType = "application/sdp";
    private const string SupportedExtensions = "100rel, timer";

    private static readonly string[] Extensions = ["100rel", "timer"];

    private readonly Dictionary<DialogId, InviteSession> _sessions = [];
    private string? _allow;

    /// <summary>Takes over the stack's requests.</summary>
    public SipUserAgent(SipStack stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        Stack = stack;
        stack.RequestReceived = OnRequest;
        stack.AckReceived = OnAck;
    }

    /// <summary>The stack below.</summary>
    public SipStack Stack { get; }

    /// <summary>Gets each new call and sets its <see cref="InviteSession.Handler"/>; null refuses calls with 603.</summary>
    public Action<InviteSession>? InviteReceived { get; set; }

    /// <summary>Gets each request outside a dialog that is no INVITE and no OPTIONS. Returns false to have 405 sent.</summary>
    public Func<ServerTransaction, bool>? RequestReceived { get; set; }

    /// <summary>
    /// Methods beyond <see cref="AllowedMethods"/> that <see cref="RequestReceived"/> or the handlers of sessions take, for example
    /// <c>REGISTER, REFER, INFO</c>. SUBSCRIBE and NOTIFY come by themselves with <see cref="SubscriptionReceived"/>.
    /// </summary>
    public string? MoreMethods { get; init; }

    /// <summary>Whether provisional responses go reliably to each peer that supports it (RFC 3262); else only to one that requires it. Default false.</summary>
    public bool ReliableProvisionals { get; init; }

    /// <summary>Session timers (RFC 4028); null neither asks for one nor grants one.</summary>
    public SessionTimerOptions? SessionTimers { get; init; } = new();

    /// <summary>Sessions that live, or whose last messages are still awaited; 0 when everything is at rest.</summary>
    public int ActiveSessions => _sessions.Count;

    /// <summary>The session of a dialog; null for none.</summary>
    /// <param name="dialog">The dialog, as we see it.</param>
    public InviteSession? Find(DialogId dialog) => _sessions.GetValueOrDefault(dialog);

    /// <summary>Calls a peer.</summary>
    /// <param name="invite">The call.</param>
    /// <param name="handler">Hears what becomes of it, never within this call.</param>
    public InviteSession Invite(OutgoingInvite invite, IInviteSessionHandler handler)
    {
        ArgumentNullException.ThrowIfNull(invite);
        ArgumentNullException.ThrowIfNull(handler);
        var session = new InviteSession(this, invite, handler);
        session.Start();
        return session;
    }

    /// <summary>Our Contact for the peer of a flow: <c>&lt;sip:user@address:port&gt;</c>.</summary>
    /// <param name="flow">The way to the peer.</param>
    /// <param name="user">User part, or null.</param>
    public string ContactFor(SipFlow flow, string? user)
    {
        var address = Stack.AddressFor(flow);
        var uri = new SipUri(address.Address.ToString(), user, address.Port);
        if (flow.Transport.Protocol != SipProtocol.Udp)
        {
            uri = uri.WithParameter("transport", flow.Transport.Protocol.ToViaName().ToLowerInvariant());
        }
        return $"<{uri}>";
    }

    internal void Add(DialogId id, InviteSession session) => _sessions[id] = session;

    internal void Remove(DialogId id, InviteSession session)
    {
        if (_sessions.TryGetValue(id, out var current) && current == session)
        {
            _sessions.Remove(id);
        }
    }

    internal void AddContactAndAllow(SipMessage message, string contact)
    {
        message.Add(SipHeaderName.Contact, contact);
        AddAllowAndSupported(message);
    }

    internal void AddAllowAndSupported(SipMessage message)
    {
        message.Add(SipHeaderName.Allow, Allow);
        message.Add(SipHeaderName.Supported, AcceptsReplaces ? SupportedExtensions + ", replaces" : SupportedExtensions);
        AddAllowEvents(message);
    }

    /// <summary>What a request requires and we do not support, as Unsupported says it; null for nothing (RFC 3261 8.2.2.3).</summary>
    internal string? MissingExtension(SipMessage request)
    {
        if (!request.Contains(SipHeaderName.Require))
        {
            return null;
        }
        var missing = request.GetAll(SipHeaderName.Require).Where(name => !IsSupported(name)).ToArray();
        return missing.Length == 0 ? null : string.Join(", ", missing);
    }

    private bool IsSupported(string extension) =>
        Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase)
        || (AcceptsReplaces && string.Equals(extension, "replaces", StringComparison.OrdinalIgnoreCase));

    internal static void RefuseExtension(ServerTransaction transaction, string missing, string toTag)
    {
        var response = transaction.Request.CreateResponse(420, null, toTag);
        response.Add(SipHeaderName.Unsupported, missing);
        transaction.RespondOnce(response);
    }

    internal void RespondToOptions(ServerTransaction transaction)
    {
        var response = transaction.Request.CreateResponse(200, null, SipStack.NewTag());
        AddAllowAndSupported(response);
        response.Add(SipHeaderName.Accept, SdpContentType);
        transaction.RespondOnce(response);
    }

    internal void RefuseMethod(ServerTransaction transaction)
    {
        var response = transaction.Request.CreateResponse(405, null, SipStack.NewTag());
        response.Add(SipHeaderName.Allow, Allow);
        transaction.RespondOnce(response);
    }

    /// <summary>
    /// Where a request within a dialog goes: an open connection, or the flow for a peer behind NAT or one whose address we cannot tell; else the
    /// next hop.
    /// </summary>
    internal SipFlow NextFlow(Dialog dialog, SipFlow flow, bool isBehindNat)
    {
        var hop = dialog.NextHop;
        var isReliable = flow.Transport.Protocol.IsReliable();
        var stays = isReliable ? flow.Transport.IsOpen(flow.Remote) : isBehindNat && dialog.RouteSet.Count == 0;
        if (stays || !IPAddress.TryParse(hop.Host, out var address) || address.AddressFamily != flow.Remote.AddressFamily)
        {
            return flow;
        }
        // A connection that is gone is opened again to where the peer listens.
        // What was encrypted so far is never sent in the clear.
        var wanted = SipProtocolExtensions.OfUri(hop);
        var transport = isReliable && (wanted.IsSecure() || !flow.Transport.Protocol.IsSecure()) ? Stack.FindTransport(wanted, address) : null;
        transport ??= flow.Transport;
        return new SipFlow(transport, new IPEndPoint(address, hop.Port ?? transport.Protocol.DefaultPort()));
    }

    // RFC 3261 14.1: the owner of the Call-ID waits 2.1 to 4 s, the other side 0 to 2 s, in steps of 10 ms.
    internal TimeSpan GlareBackOff(bool ownsCallId) =>
        TimeSpan.FromMilliseconds(10 * (ownsCallId ? RandomNumberGenerator.GetInt32(210, 401) : RandomNumberGenerator.GetInt32(0, 201)));

    private string Allow
    {
        get
        {
            var allow = MoreMethods is null ? AllowedMethods : $"{AllowedMethods}, {MoreMethods}";
            return _allow ??= SubscriptionReceived is null ? allow : $"{allow}, SUBSCRIBE, NOTIFY";
        }
    }

    private void OnRequest(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (request.To!.Tag is { Length: > 0 } localTag)
        {
            if (_sessions.TryGetValue(new DialogId(request.CallId!, localTag, request.From!.Tag ?? ""), out var session))
            {
                session.HandleRequest(transaction);
            }
            else if (FindSubscription(request, localTag) is { } subscription)
            {
                subscription.HandleRequest(transaction);
            }
            else
            {
                transaction.RespondOnce(request.CreateResponse(481, null, localTag));
            }
            return;
        }
        if (InitialRefusal.Of(request) is { } refusal)
        {
            transaction.RespondOnce(refusal);
        }
        else if (MissingExtension(request) is { } missing)
        {
            RefuseExtension(transaction, missing, SipStack.NewTag());
        }
        else if (transaction is InviteServerTransaction invite)
        {
            OnInvite(invite);
        }
        else if (request.Method == SipMethod.Options)
        {
            RespondToOptions(transaction);
        }
        else if (request.Method == SipMethod.Refer && ReferReceived is not null)
        {
            OnRefer(transaction);
        }
        else if (request.Method == SipMethod.Subscribe && SubscriptionReceived is not null)
        {
            OnSubscribe(transaction);
        }
        else if (RequestReceived?.Invoke(transaction) != true)
        {
            RefuseMethod(transaction);
        }
    }

    private void OnInvite(InviteServerTransaction transaction)
    {
        if (InviteReceived is { } received)
        {
            if (!TryFindReplaced(transaction, out var replaced))
            {
                return;
            }
            var session = new InviteSession(this, transaction) { Replaces = replaced };
            if (session.RefusesAtOnce())
            {
                return;
            }
            received(session);
        }
        else
        {
            transaction.Respond(603);
        }
    }

    private void OnAck(SipMessage ack, SipFlow flow)
    {
        if (ack.To?.Tag is { } localTag && _sessions.TryGetValue(new DialogId(ack.CallId!, localTag, ack.From?.Tag ?? ""), out var session))
        {
            session.HandleAck(ack);
        }
    }
}
