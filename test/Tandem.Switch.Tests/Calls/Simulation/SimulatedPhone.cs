using System.Net;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Digest;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;
using Tandem.Sip.Testing;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>A phone of signalling alone, on the loop and the network that it shares with the exchange.</summary>
internal sealed class SimulatedPhone : IReferralHandler, IDisposable
{
    private readonly MortalTransport _transport;
    private readonly SipStack _stack;
    private readonly SipUserAgent _agent;
    private readonly SipFlow _flow;
    private int _lastCall;

    public SimulatedPhone(string number, SignalLoop loop, MemoryNetwork network, IPEndPoint exchange)
    {
        Number = number;
        EndPoint = IPEndPoint.Parse($"127.0.1.{number[^1]}:5060");
        _transport = new MortalTransport(network.Open(EndPoint.ToString()));
        _stack = new SipStack(loop, new SipStackOptions());
        _stack.AddTransport(_transport);
        _agent = new SipUserAgent(_stack) { InviteReceived = OnInvite, AcceptsReplaces = true };
        _flow = new SipFlow(_transport, exchange);
    }

    public string Number { get; }

    public IPEndPoint EndPoint { get; }

    public bool IsDead => _transport.IsDead;

    public List<SimulatedCall> Calls { get; } = [];

    public IEnumerable<SimulatedCall> Up => Calls.Where(call => call.IsUp);

    public IEnumerable<(string, int)> Kept =>
    [
        ($"transactions of {Number}", _stack.ActiveTransactions),
        ($"dialogs of {Number}", _agent.ActiveSessions),
        ($"subscriptions of {Number}", _agent.ActiveSubscriptions),
    ];

    public SimulatedCall Dial(string number, bool lateOffer = false, string? replaces = null)
    {
        var call = NewCall();
        var to = AddressOf(number);
        call.Attach(_agent.Invite(
            new OutgoingInvite
            {
                RequestUri = to,
                Flow = _flow,
                From = new NameAddress(AddressOf(Number)),
                To = new NameAddress(to),
                Sdp = lateOffer ? default : call.Offer(),
                Headers = replaces is null ? [] : [("Replaces", replaces)],
                Credentials = new DigestClient(Number, TestExchange.PasswordOf(Number)),
                IsBehindNat = true,
            },
            call));
        Calls.Add(call);
        return call;
    }

    public bool Refer(SimulatedCall call, string number) => call.Session.Refer(new NameAddress(AddressOf(number)), this) is not null;

    public bool Refer(SimulatedCall call, SimulatedCall consultation) => call.Session.Transfer(consultation.Session, this) is not null;

    /// <summary>The power fails.</summary>
    public void Die() => _transport.IsDead = true;

    public void OnProgress(OutgoingReferral referral, int statusCode)
    {
    }

    public void OnEnded(OutgoingReferral referral, int statusCode)
    {
    }

    public void Dispose() => _stack.Dispose();

    private SipUri AddressOf(string user) => new(_flow.Remote.Address.ToString(), user, _flow.Remote.Port);

    private SimulatedCall NewCall() => new() { Phone = this, Name = $"{Number}#{++_lastCall}" };

    private void OnInvite(InviteSession session)
    {
        session.Credentials = new DigestClient(Number, TestExchange.PasswordOf(Number));
        var call = NewCall().Attach(session);
        Calls.Add(call);
        call.Ring(early: false);
    }
}
