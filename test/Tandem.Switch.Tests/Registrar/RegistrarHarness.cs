using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Messages;
using Tandem.Sip.Testing;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>An exchange on a clock that stands still, its registrar's events, and one phone that speaks by hand.</summary>
internal sealed class RegistrarHarness : IAsyncDisposable
{
    public const string Domain = "sip:tandem.test";

    private readonly Channel<RegistrationEvent> _events = Channel.CreateUnbounded<RegistrationEvent>();

    private readonly HashSet<string> _answered = [];

    private RegistrarHarness(TestExchange exchange, ManualTimeProvider clock)
    {
        Exchange = exchange;
        Clock = clock;
        Wire = new SipWire(exchange.EndPoint);
        exchange.Switch.RegistrationHappened += happened => _events.Writer.TryWrite(happened);
    }

    public TestExchange Exchange { get; }

    public ManualTimeProvider Clock { get; }

    public SipWire Wire { get; }

    public RegistrationLookup Registrations => Exchange.Switch.Registrations;

    public string Contact => $"<sip:101@127.0.0.1:{Wire.Port}>";

    public static async Task<RegistrarHarness> StartAsync(RegistrarOptions? options = null, Func<SwitchOptions, SwitchOptions>? configure = null)
    {
        var clock = new ManualTimeProvider();
        return new RegistrarHarness(
            await TestExchange.StartAsync(given => (configure?.Invoke(given) ?? given) with { Registrar = options ?? new RegistrarOptions() }, clock: clock), clock);
    }

    /// <summary>Registers, with what stands in further headers.</summary>
    public Task<SipMessage> RegisterAsync(string headers = "", string? contact = null, string user = "101", string? password = null, string target = Domain) =>
        Wire.RequestAsync("REGISTER", user, target, password ?? TestExchange.PasswordOf(user), $"Contact: {contact ?? Contact}\r\n{headers}");

    /// <summary>Lets time pass, in steps in which the exchange does what is due.</summary>
    public async Task PassAsync(double seconds, double step = 1)
    {
        for (var left = seconds; left > 0; left -= step)
        {
            Clock.Advance(TimeSpan.FromSeconds(Math.Min(step, left)));
            await Exchange.SettleAsync();
        }
    }

    /// <summary>Takes the next request of the exchange, and answers it.</summary>
    public async Task<SipMessage> AnswerAsync(int status = 200)
    {
        SipMessage request;
        do
        {
            // One that was answered may have been sent again before.
            request = await Wire.ReceiveAsync();
        }
        while (!_answered.Add(request.CallId!));
        Assert.True(request.IsRequest, $"{request.StatusCode} is no request.");
        await Wire.SendRawAsync(Encoding.UTF8.GetBytes(request.CreateResponse(status, null, "phone").ToString()));
        return request;
    }

    /// <summary>Answers the next request, and waits until the exchange knows that the phone is there.</summary>
    public async Task<SipMessage> HeardAsync(int status)
    {
        var request = await AnswerAsync(status);
        var patience = Task.Delay(TestExchange.Patience);
        while ((await Registrations.FindAsync("101"))[0].HeardAt != Clock.GetUtcNow())
        {
            Assert.False(patience.IsCompleted, "The exchange did not hear the answer.");
            await Exchange.SettleAsync();
        }
        return request;
    }

    public async Task<RegistrationEvent> NextEventAsync()
    {
        using var patience = new CancellationTokenSource(TestExchange.Patience);
        return await _events.Reader.ReadAsync(patience.Token);
    }

    /// <summary>The events so far, a later one being there already.</summary>
    public IReadOnlyList<RegistrationEvent> TakeEvents()
    {
        var taken = new List<RegistrationEvent>();
        while (_events.Reader.TryRead(out var happened))
        {
            taken.Add(happened);
        }
        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        // What nobody answers is waited for on a clock that only we move.
        var disposed = Exchange.DisposeAsync().AsTask();
        while (!disposed.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(disposed, Task.Delay(1));
        }
        await disposed;
    }
}
