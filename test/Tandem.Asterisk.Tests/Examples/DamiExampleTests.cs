using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Events;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Examples;

/// <summary>What DAMI's own page shows, done here, as the page for those who come from it says.</summary>
public sealed class DamiExampleTests : IAsyncLifetime
{
    private readonly FakeAsterisk _fake = FakeAsterisk.Start();
    private AmiClient _ami = null!;

    public async Task InitializeAsync() => _ami = await AmiClient.ConnectAsync(_fake.ClientOptions);

    public async Task DisposeAsync()
    {
        await _ami.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Fact]
    public async Task To_Originate_with_three_variables()
    {
        await _ami.SendAsync(new OriginateAction
        {
            Channel = "SIP/101test",
            Context = "default",
            Extension = "8135551212",
            CallerId = "3125551212",
            RingTimeout = TimeSpan.FromSeconds(30),
            Variables = [new("var1", "23"), new("var2", "24"), new("var3", "25")],
        });
        var sent = await _fake.ReceivedAsync("Originate");
        Assert.Equal(("SIP/101test", "default", "8135551212", "1", "3125551212", "30000"), (sent["Channel"], sent["Context"], sent["Exten"], sent["Priority"], sent["CallerID"], sent["Timeout"]));
        Assert.Equal(["var1=23", "var2=24", "var3=25"], sent.GetAll("Variable"));
    }

    [Fact]
    public async Task On_PeerEntry_and_to_SIPPeers()
    {
        _fake.Remember(Transcripts.Load("01"));
        var found = new List<string?>();
        var done = new TaskCompletionSource();
        var peersSeen = new TaskCompletionSource();
        using var peers = _ami.On("PeerEntry", data =>
        {
            found.Add(data["ObjectName"]);
            _ = found.Count == 2 && peersSeen.TrySetResult();
        });
        using var end = _ami.On("PeerlistComplete", _ => done.SetResult());
        await _ami.SendAsync("SIPPeers");
        await done.Task.WaitAsync(TestClient.Patience);
        await peersSeen.Task.WaitAsync(TestClient.Patience);
        Assert.Equal(["2001", "2002"], found);
        var list = await _ami.SendListAsync("SIPPeers");
        Assert.Equal(["2001", "2002"], list.Select(peer => peer["ObjectName"]));
    }

    [Fact]
    public async Task On_Hangup_sends_Originate()
    {
        using var listener = _ami.On("Hangup", async data => await _ami.SendAsync(new AmiAction("Originate") { { "Channel", "sip/12345" }, { "Exten", 1234 }, { "Context", "default" } }));
        await _fake.SendEventAsync("Hangup", new AmiHeader("Cause", "16"));
        Assert.Equal("1234", (await _fake.ReceivedAsync("Originate").WaitAsync(TestClient.Patience))["Exten"]);
    }

    [Fact]
    public async Task TriggerEvent_GetConfig()
    {
        _fake.On("GetConfig", action => FakeReply.Success(null, new("Category-000000", "general"), new("Line-000000-000000", $"file={action["Filename"]}")));
        var config = await _ami.SendAsync(new AmiAction("GetConfig") { { "Filename", "extensions.conf" } });
        Assert.Equal("file=extensions.conf", config["Line-000000-000000"]);
        Assert.Single(_fake.Received, action => action["Action"] == "GetConfig");
    }

    [Fact]
    public async Task To_Command()
    {
        _fake.On("Command", FakeReply.Output("2 sip peers"));
        Assert.Equal(["2 sip peers"], (await _ami.CommandAsync("sip show peers")).Lines);
    }

    [Fact]
    public async Task On_FullyBooted_close_and_connect_again()
    {
        IAsyncEnumerable<FullyBootedEvent>? events = null;
        await using var ami = AmiClient.Start(_fake.ClientOptions, client => events = client.EventsAsync<FullyBootedEvent>());
        await foreach (var booted in events!)
        {
            Assert.Equal(100, booted.UptimeSeconds);
            break;
        }
        await ami.DisposeAsync();
        await ami.DisposeAsync();
        Assert.Equal(AmiConnectionState.Closed, ami.State);
        await using var again = await AmiClient.ConnectAsync(_fake.ClientOptions);
        Assert.Equal(AmiConnectionState.Connected, again.State);
    }
}
