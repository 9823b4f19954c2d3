using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Transactions;

/// <summary>
/// The transaction layer over its transports: bytes become messages, messages find their transaction, what is new goes up.
/// Everything but <see cref="AddTransport"/> and the counters belongs to the loop's thread.
/// </summary>
public sealed partial class SipStack : IDisposable
{
    private readonly SipStackOptions _options;
    private readonly ILogger _logger;
    private readonly SipMetrics _metrics;
    private readonly List<ISipTransport> _transports = [];
    private readonly Dictionary<ClientKey, ClientTransaction> _clients = [];
    private readonly Dictionary<ServerKey, ServerTransaction> _servers = [];
    private long _received;
    private long _sent;
    private long _retransmitted;
    private long _malformed;
    private long _dropped;
    private long _stray;
    private long _refused;
    private long _ignored;

    /// <summary>Creates a stack without transports.</summary>
    public SipStack(SignalLoop loop, SipStackOptions? options = null, ILogger<SipStack>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(loop);
        Loop = loop;
        _options = options ?? new SipStackOptions();
        _logger = logger ?? NullLogger<SipStack>.Instance;
        _metrics = new SipMetrics(this);
    }

    /// <summary>The loop on which everything here happens.</summary>
    public SignalLoop Loop { get; }

    /// <summary>The base timers.</summary>
    public SipTimers Timers => _options.Timers;

    /// <summary>Which address of ours a peer is told.</summary>
    public AddressAdvertiser Advertiser => _options.Advertiser;

    /// <summary>The transports, in the order in which they were added.</summary>
    public IReadOnlyList<ISipTransport> Transports => _transports;

    /// <summary>Gets each new request but ACK and CANCEL.</summary>
    public Action<ServerTransaction>? RequestReceived { get; set; }

    /// <summary>Is asked about each new request outside a dialog; null takes them all.</summary>
    public AdmissionPolicy? Admission { get; set; }

    /// <summary>Gets each ACK that is not the end of a failed INVITE: the ACK of a 2xx.</summary>
    public Action<SipMessage, SipFlow>? AckReceived { get; set; }

    /// <summary>Transactions alive now; 0 when everything is at rest.</summary>
    public int ActiveTransactions => _clients.Count + _servers.Count;

    /// <summary>Our requests that still wait for a final response.</summary>
    public int UnansweredRequests =>
        _clients.Values.Count(client => client.State is TransactionState.Calling or TransactionState.Trying or TransactionState.Proceeding);

    /// <summary>What the stack has seen; readable from any thread.</summary>
    public SipStackCounters Counters => new(
        Interlocked.Read(ref _received),
        Interlocked.Read(ref _sent),
        Interlocked.Read(ref _retransmitted),
        Interlocked.Read(ref _malformed),
        Interlocked.Read(ref _dropped),
        Interlocked.Read(ref _stray),
        Interlocked.Read(ref _refused),
        Interlocked.Read(ref _ignored));

    /// <summary>Adds a transport and starts receiving on it.</summary>
    public void AddTransport(ISipTransport transport)
    {
        ArgumentNullException.ThrowIfNull(transport);
        _transports.Add(transport);
        transport.Start(Receive, OnUndelivered);
    }

    /// <summary>The first transport of a protocol and address family; null where there is none.</summary>
    public ISipTransport? FindTransport(SipProtocol protocol, IPAddress remote) =>
        _transports.Find(transport => transport.Protocol == protocol && transport.LocalEndPoint.AddressFamily == remote.AddressFamily);

    /// <summary>A new tag for From or To: 64 random bits.</summary>
    public static string NewTag() => RandomHex.Next("", 8);

    /// <summary>A new Call-ID: 128 random bits, which name no host.</summary>
    public static string NewCallId() => RandomHex.Next("", 16);

    /// <summary>The address of ours that the peer of a flow can reach, for Via and Contact.</summary>
    public IPEndPoint AddressFor(SipFlow flow)
    {
        var local = flow.Transport.LocalEndPoint;
        return new IPEndPoint(Advertiser.AddressFor(local.Address, flow.Remote.Address), local.Port);
    }

    /// <summary>
    /// Sends a request in a transaction of its own. The top Via is added here; Max-Forwards and User-Agent where they are missing. A request
    /// over 1,300 bytes goes by TCP instead of UDP where there is a TCP transport, and by UDP where the peer takes no connection (RFC 3261 18.1.1).
    /// </summary>
    /// <returns>The transaction; <paramref name="user"/> hears of it later, never within this call.</returns>
    public ClientTransaction Send(SipMessage request, SipFlow flow, IClientTransactionUser user)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(user);
        var outgoing = Route(request, flow);
        ClientTransaction transaction = request.Method == SipMethod.Invite
            ? new InviteClientTransaction(this, outgoing, user)
            : new NonInviteClientTransaction(this, outgoing, user);
        _clients.Add(transaction.Key, transaction);
        transaction.Start();
        return transaction;
    }

    /// <summary>Cancels an INVITE that has had a provisional response (RFC 3261 9.1): same Request-URI, Via, From, To, Call-ID, Route and CSeq number.</summary>
    /// <param name="invite">The transaction to cancel.</param>
    /// <param name="reason">Value of a Reason header (RFC 3326), or null.</param>
    /// <param name="user">Hears of the CANCEL's own response.</param>
    public void SendCancel(ClientTransaction invite, string? reason, IClientTransactionUser user)
    {
        ArgumentNullException.ThrowIfNull(invite);
        var original = invite.Request;
        var cancel = SipMessage.CreateRequest(SipMethod.Cancel, original.RequestUri!);
        cancel.CopyFirst(original, SipHeaderName.Via);
        cancel.CopyAll(original, SipHeaderName.Route);
        cancel.Add(SipHeaderName.MaxForwards, "70");
        cancel.CopyFirst(original, SipHeaderName.From);
        cancel.CopyFirst(original, SipHeaderName.To);
        cancel.CopyFirst(original, SipHeaderName.CallId);
        cancel.Add(SipHeaderName.CSeq, $"{original.CSeq!.Value.Number} CANCEL");
        if (reason is not null)
        {
            cancel.Add("Reason", reason);
        }
        var transaction = new NonInviteClientTransaction(this, new OutgoingRequest(cancel, cancel.ToArray(), invite.Flow, invite.Branch, Fallback: null), user);
        if (_clients.TryAdd(transaction.Key, transaction))
        {
            transaction.Start();
        }
    }

    /// <summary>Sends the ACK of a 2xx: a request of its own without a transaction (RFC 3261 13.2.2.4).</summary>
    /// <returns>Its bytes, to be sent again with <see cref="ResendAck"/> when the 2xx comes again.</returns>
    public byte[] SendAck(SipMessage ack, SipFlow flow)
    {
        ArgumentNullException.ThrowIfNull(ack);
        Complete(ack);
        var bytes = Address(ack, flow, NewBranch());
        SendRaw(bytes, flow);
        return bytes;
    }

    /// <summary>Sends an ACK once more.</summary>
    /// <param name="bytes">The ACK, as <see cref="SendAck"/> gave it.</param>
    /// <param name="flow">The way to the peer.</param>
    public void ResendAck(byte[] bytes, SipFlow flow)
    {
        CountRetransmission();
        SendRaw(bytes, flow);
    }

    /// <summary>Closes the transports. Transactions end with the loop.</summary>
    public void Dispose()
    {
        foreach (var transport in _transports)
        {
            transport.Dispose();
        }
        _metrics.Dispose();
    }

    internal bool SendRaw(byte[] bytes, SipFlow flow)
    {
        Interlocked.Increment(ref _sent);
        _options.Trace?.OnMessage(bytes, flow, outgoing: true);
        return flow.Host is { } host ? flow.Transport.Send(bytes, flow.Remote, host) : flow.Transport.Send(bytes, flow.Remote);
    }

    internal void CountRetransmission() => Interlocked.Increment(ref _retransmitted);

    internal void Remove(ClientTransaction transaction) => _clients.Remove(transaction.Key);

    internal void Remove(ServerTransaction transaction, ServerKey key)
    {
        if (_servers.TryGetValue(key, out var current) && current == transaction)
        {
            _servers.Remove(key);
            _origins.Remove(transaction.Origin);
        }
    }

    private static string NewBranch() => RandomHex.Next(Via.MagicCookie, 10);

    private void Complete(SipMessage request)
    {
        if (request.Get(SipHeaderName.MaxForwards) is null)
        {
            request.Add(SipHeaderName.MaxForwards, "70");
        }
        if (_options.Product is { } product && request.Get(SipHeaderName.UserAgent) is null)
        {
            request.Add(SipHeaderName.UserAgent, product);
        }
    }
}
