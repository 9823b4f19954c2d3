using System.Net;
using System.Net.Sockets;
using Tandem.Sip.Testing;
using Tandem.Sipgate.Fax;
using Tandem.Sipgate.Tests.Stub;

namespace Tandem.Sipgate.Tests;

/// <summary>What goes by the clock, on one that is moved by hand.</summary>
public sealed class ClockTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task AnswerThatDoesNotComeIsATimeOut()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var client = new SipgateClient(new SipgateOptions
        {
            Credentials = SipgateCredentials.PersonalAccessToken(StubServer.TokenId, StubServer.Token),
            BaseAddress = new Uri($"http://{silent.LocalEndpoint}/v2"),
            Timeout = TimeSpan.FromSeconds(30),
            TimeProvider = _clock,
            Retry = new SipgateRetryOptions { MaxAttempts = 1 },
        });
        var asking = client.Users.GetAllAsync();
        using var connection = await silent.AcceptSocketAsync().WaitAsync(Patience);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var failure = await Assert.ThrowsAsync<SipgateTimeoutException>(() => asking.WaitAsync(Patience));
        Assert.Contains("30", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadingIsRepeatedWhenSipgateSaysSo()
    {
        await using var server = await StubServer.StartAsync(new StubReply(429) { RetryAfter = "7" }, new StubReply(200, """{"items":[]}"""));
        using var client = new SipgateClient(server.Options with { TimeProvider = _clock });
        var asking = client.Users.GetAllAsync();
        await UntilAsync(() => server.Requests.Count == 1);
        await AdvanceUntilAsync(asking);
        Assert.Empty(await asking);
        Assert.True(_clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow() >= TimeSpan.FromSeconds(7));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task FaxIsAskedForUntilItIsSentAndEachStatusIsToldOnce()
    {
        string[] statuses = ["PENDING", "PENDING", "SENDING", "SENT"];
        await using var server = await StubServer.StartAsync([.. statuses.Select(status => new StubReply(200, $$"""{"type":"FAX","faxStatusType":"{{status}}"}"""))]);
        using var client = new SipgateClient(server.Options with { TimeProvider = _clock });
        var told = new Told();
        var waiting = client.Fax.WaitUntilSentAsync("F1", told, TimeSpan.FromMinutes(1));
        await AdvanceUntilAsync(waiting);
        Assert.Equal(FaxStatus.Sent, await waiting);
        Assert.Equal(["PENDING", "SENDING", "SENT"], told.Statuses);
        Assert.Equal(4, server.Requests.Count);
        Assert.True(_clock.GetUtcNow() - new ManualTimeProvider().GetUtcNow() >= TimeSpan.FromMinutes(3));
    }

    [Fact]
    public async Task WaitingForAFaxCanBeGivenUp()
    {
        await using var server = await StubServer.StartAsync(new StubReply(200, """{"type":"FAX","faxStatusType":"PENDING"}"""));
        using var client = new SipgateClient(server.Options with { TimeProvider = _clock });
        using var stop = new CancellationTokenSource();
        var waiting = client.Fax.WaitUntilSentAsync("F1", null, TimeSpan.FromMinutes(1), stop.Token);
        await UntilAsync(() => server.Requests.Count == 1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));
    }

    private async Task AdvanceUntilAsync(Task task)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!task.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(task, Task.Delay(1));
        }
    }

    private static async Task UntilAsync(Func<bool> isThere)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!isThere())
        {
            await Task.Delay(1, patience.Token);
        }
    }

    private sealed class Told : IProgress<FaxStatus>
    {
        public List<string> Statuses { get; } = [];

        public void Report(FaxStatus value) => Statuses.Add(value.ToString());
    }
}
