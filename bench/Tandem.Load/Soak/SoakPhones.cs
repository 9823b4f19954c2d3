using System.Net;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Load.Soak;

/// <summary>Phones of signalling alone that call each other through a hub: callers at one port, and registered users who are called at another.</summary>
internal sealed class SoakPhones : IDisposable
{
    private readonly SipStack _callers;
    private readonly SipStack _callees;
    private readonly SipUserAgent _agent;
    private readonly SipFlow _flow;
    private readonly HashSet<SoakCall> _calls = [];
    private readonly int _users;
    private readonly LoopTimer _beat;
    private readonly System.Diagnostics.Stopwatch _running = new();
    private int _rate;
    private long _begun;

    /// <param name="sipPort">Where the hub is.</param>
    /// <param name="users">How many registered users there are.</param>
    /// <param name="isCalm">Whether each call is answered at once and stays; else all does what chance says.</param>
    public SoakPhones(int sipPort, int users, bool isCalm)
    {
        _users = users;
        IsCalm = isCalm;
        var (callers, callees) = (new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0)), new UdpTransport(new IPEndPoint(IPAddress.Loopback, 0)));
        _callers = new SipStack(Loop);
        _callers.AddTransport(callers);
        _callees = new SipStack(Loop);
        _callees.AddTransport(callees);
        _agent = new SipUserAgent(_callers);
        _ = new SipUserAgent(_callees) { InviteReceived = OnInvite };
        _flow = new SipFlow(callers, new IPEndPoint(IPAddress.Loopback, sipPort));
        _beat = new LoopTimer(Loop, Beat);
        CalleePort = callees.LocalEndPoint.Port;
        Loop.Start("soak-phones");
    }

    public SignalLoop Loop { get; } = new();

    public SoakTally Tally { get; } = new();

    public Random Random { get; } = new(8867);

    public bool IsCalm { get; }

    /// <summary>Where the users are called.</summary>
    public int CalleePort { get; }

    /// <summary>Calls at the phones now, both sides counted.</summary>
    public Task<int> CountAsync() => Loop.InvokeAsync(() => _calls.Count);

    /// <summary>Calls at the phones that are answered, both sides counted.</summary>
    public Task<int> CountAnsweredAsync() => Loop.InvokeAsync(() => _calls.Count(call => call.IsAnswered));

    public bool Chance(int percent) => !IsCalm && Random.Next(100) < percent;

    /// <summary>Begins so many calls a second, until it is zero.</summary>
    public Task CallAsync(int rate) => Loop.InvokeAsync(() =>
    {
        _rate = rate;
        _begun = 0;
        _running.Restart();
        Beat();
    });

    /// <summary>Begins so many calls now.</summary>
    public Task BurstAsync(int calls) => Loop.InvokeAsync(() =>
    {
        for (var call = 0; call < calls; call++)
        {
            Dial();
        }
    });

    public Task HangupAllAsync() => Loop.InvokeAsync(() =>
    {
        foreach (var call in _calls.ToArray())
        {
            call.Hangup();
        }
    });

    public SipUri AnyCallee() => new("127.0.0.1", HubProcess.UserAt(Random.Next(_users)), _flow.Remote.Port);

    public void Forget(SoakCall call) => _calls.Remove(call);

    public void Dispose()
    {
        Loop.Dispose();
        _callers.Dispose();
        _callees.Dispose();
    }

    private void Beat()
    {
        if (_rate == 0)
        {
            return;
        }
        for (var due = _running.Elapsed.TotalSeconds * _rate; _begun < due; _begun++)
        {
            Dial();
        }
        _beat.Start(TimeSpan.FromMilliseconds(10));
    }

    private void Dial()
    {
        Tally.Begun++;
        var to = AnyCallee();
        var call = new SoakCall(this);
        _calls.Add(call);
        call.Call(_agent.Invite(
            new OutgoingInvite
            {
                RequestUri = to,
                Flow = _flow,
                From = new NameAddress(new SipUri("127.0.0.1", "load", _callers.Transports[0].LocalEndPoint.Port)),
                To = new NameAddress(to),
                Sdp = call.Offer(),
                IsBehindNat = true,
            },
            call));
    }

    private void OnInvite(InviteSession session)
    {
        var call = new SoakCall(this);
        _calls.Add(call);
        call.Ring(session);
    }
}
