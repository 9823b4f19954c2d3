using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests;

/// <summary>An Asterisk before 14: lists that do not say so, and raw text from commands.</summary>
public sealed class AmiOldAsteriskTests : IAsyncLifetime
{
    private readonly FakeAsterisk _fake = FakeAsterisk.Start(new FakeAsteriskOptions { IsOld = true, Banner = "Asterisk Call Manager/1.3" });
    private AmiClient _ami = null!;

    public async Task InitializeAsync()
    {
        _ami = await _fake.ConnectAsync();
        _fake.Remember(Transcripts.Load("01"));
    }

    public async Task DisposeAsync()
    {
        await _ami.DisposeAsync();
        await _fake.DisposeAsync();
    }

    [Theory]
    [InlineData("QueueStatus", 4)]
    [InlineData("QueueSummary", 2)]
    [InlineData("SIPpeers", 2)]
    [InlineData("DeviceStateList", 13)]
    public async Task A_list_ends_with_the_event_known_for_it(string action, int count) => Assert.Equal(count, (await _ami.SendListAsync(action).WaitAsync(TestClient.Patience)).Count);

    [Fact]
    public async Task The_event_that_answers_DBGet_is_its_item()
    {
        await _ami.SendAsync(new AmiAction("DBPut") { { "Family", "CF" }, { "Key", "1001" }, { "Val", "0221" } });
        Assert.Equal("0221", Assert.Single(await _ami.SendListAsync(new AmiAction("DBGet") { { "Family", "CF" }, { "Key", "1001" } }).WaitAsync(TestClient.Patience))["Val"]);
    }

    [Fact]
    public async Task A_list_of_ones_own_ends_as_told()
    {
        _fake.On("Own", FakeReply.List("will follow", "OwnDone", new Asterisk.Messages.AmiMessage(new Asterisk.Messages.AmiHeader("Event", "OwnItem"))));
        Assert.Single(await _ami.SendListAsync(new AmiAction("Own"), "OwnDone").WaitAsync(TestClient.Patience));
    }

    [Fact]
    public async Task The_output_of_a_command_is_its_lines()
    {
        _fake.On("Command", FakeReply.Output("Name: x", "", "last"));
        Assert.Equal(["Name: x", "", "last"], (await _ami.CommandAsync("sip show peers").WaitAsync(TestClient.Patience)).Lines);
        await _ami.PingAsync();
    }
}
