using System.Net;
using Tandem.Media;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>An exchange and its phones on one loop, one clock and one network in memory: time passes only when it is told to.</summary>
internal sealed class SimulatedExchange : IDisposable
{
    private const string Realm = "tandem.test";

    private static readonly IPEndPoint EndPoint = IPEndPoint.Parse("127.0.0.1:5060");

    private readonly SteppedLoop _time = new();
    private readonly List<Task<CommandResult>> _commands = [];
    private readonly MediaEngine _media;
    private readonly int _timersAtRest;

    public SimulatedExchange(MediaEngine media, int phones)
    {
        _media = media;
        Network = new MemoryNetwork(_time.Loop);
        var accounts = new AccountDirectory();
        var bindings = new MemoryBindingStore();
        Phones = [.. Enumerable.Range(1, phones).Select(index => new SimulatedPhone($"10{index}", _time.Loop, Network, EndPoint))];
        foreach (var phone in Phones)
        {
            accounts.Set(TestExchange.AccountOf(phone.Number, $"Phone {phone.Number}"));
            _ = bindings.SetAsync(phone.Number, [BindingOf(phone)], default);
        }
        Switch = new SipSwitch(
            _time.Loop,
            media,
            accounts,
            new SwitchOptions { Addresses = [EndPoint.Address], Realm = Realm, MaxRequestsPerSecond = 0, MediaTimeout = TimeSpan.Zero, MaxCallDuration = TimeSpan.Zero },
            bindings);
        Posted(() =>
        {
            foreach (var phone in Phones)
            {
                _ = Switch.ShowAccountAsync(TestExchange.AccountOf(phone.Number, $"Phone {phone.Number}"));
            }
            _ = Switch.ListenAsync([Network.Open(EndPoint.ToString())]);
        });
        Pass(TimeSpan.FromSeconds(2));
        _timersAtRest = _time.Loop.ActiveTimers;
    }

    public MemoryNetwork Network { get; }

    public IReadOnlyList<SimulatedPhone> Phones { get; }

    public SipSwitch Switch { get; }

    public IEnumerable<SimulatedCall> Up => Phones.SelectMany(phone => phone.Up);

    /// <summary>The exchange's legs.</summary>
    public IReadOnlyList<Call> Legs => Switch.FindCallsAsync().Result;

    public void Pass(TimeSpan time) => _time.Advance(time);

    /// <summary>Does something on the loop, now.</summary>
    public void Posted(Action work)
    {
        _time.Loop.Post(work);
        _time.Advance(TimeSpan.Zero);
    }

    public void Command(PbxCommand command) => Posted(() => _commands.Add(Switch.ExecuteAsync(command).AsTask()));

    public Call? LegOf(SimulatedCall call) => Legs.FirstOrDefault(leg => leg.Invite.CallId == call.CallId);

    public Extension ExtensionOf(SimulatedPhone phone) =>
        Switch.Model.TryGet<Extension>(new ObjectId(Switch.Name, phone.Number), out var extension) ? extension : throw new InvalidOperationException($"no extension {phone.Number}");

    public ObjectId IdOf(Call leg) => new(Switch.Name, leg.Id);

    public bool IsAtRest => Legs.Count == 0 && Kept().All(kept => kept.Count == 0);

    /// <summary>Whether each command has had a result; steps to it may be made on the thread pool, and come back to the loop from there.</summary>
    public bool AllCommandsHaveResults => SpinWait.SpinUntil(
        () =>
        {
            Pass(TimeSpan.Zero);
            return _commands.TrueForAll(command => command.IsCompletedSuccessfully);
        },
        TestExchange.Patience);

    /// <summary>Whether no port is open; the engine closes them on threads of its own.</summary>
    public bool AllPortsAreClosed => SpinWait.SpinUntil(() => _media.Statistics.OpenChannels == 0, TestExchange.Patience);

    /// <summary>What is kept where nothing is going on.</summary>
    public IEnumerable<(string What, int Count)> Kept() =>
    [
        .. Switch.CountKeptAsync().Result.Select(kept => (kept.Key, kept.Value)),
        ("transactions", Switch.CountTransactionsAsync().Result),
        ("dialogs", Switch.ActiveDialogs),
        ("subscriptions", Switch.ActiveSubscriptions),
        ("timers", _time.Loop.ActiveTimers - _timersAtRest),
        .. Phones.SelectMany(phone => phone.Kept),
    ];

    public void Dispose()
    {
        var disposing = Task.CompletedTask;
        Posted(() => disposing = Switch.DisposeAsync().AsTask());
        for (var waited = 0; !disposing.IsCompleted && waited < 100; waited++)
        {
            Pass(TimeSpan.FromMilliseconds(100));
        }
        foreach (var phone in Phones)
        {
            phone.Dispose();
        }
        _time.Dispose();
    }

    private Binding BindingOf(SimulatedPhone phone) => new()
    {
        User = phone.Number,
        Contact = new SipUri(phone.EndPoint.Address.ToString(), phone.Number, phone.EndPoint.Port),
        Protocol = SipProtocol.Udp,
        Source = phone.EndPoint,
        CallId = $"registration-{phone.Number}",
        Sequence = 1,
        ExpiresAt = _time.Clock.GetUtcNow() + TimeSpan.FromDays(100),
    };
}
