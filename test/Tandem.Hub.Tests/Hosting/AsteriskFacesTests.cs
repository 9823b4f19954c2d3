using Tandem.Asterisk.Live;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Hosting;

/// <summary>What an Asterisk does is seen by every face of the hub.</summary>
public sealed class AsteriskFacesTests
{
    [Fact]
    public async Task A_call_on_an_asterisk_is_in_REST_and_then_in_the_history()
    {
        await using var hub = await TestHub.StartAsync();
        await using var asterisk = FakeAsterisk.Start();
        await using var pbx = new AsteriskPbx(new AsteriskPbxOptions { Name = "office", Connection = asterisk.ClientOptions, Model = new AsteriskModelOptions { Domain = TestHub.Domain } });
        hub.Exchange.Add(pbx);
        pbx.Start();
        await pbx.WhenLiveAsync().InTime();
        using var client = hub.Client();

        await asterisk.SendEventAsync(Event("Newchannel", "Channel: PJSIP/2001-1", "ChannelState: 4", "CallerIDNum: 2001", "Exten: 401", "Uniqueid: 1.1", "Linkedid: 1.1"));
        await asterisk.SendEventAsync(Event("QueueCallerJoin", "Channel: PJSIP/2001-1", "Uniqueid: 1.1", "Queue: 401", "Position: 1", "Count: 1"));
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/waitingCallers")).GetProperty("items").GetArrayLength() == 1);

        var conversation = Assert.Single((await client.GetJsonAsync("/api/conversations")).GetProperty("items").EnumerateArray());
        Assert.Equal(("office:1.1", "office:401"), (conversation.GetProperty("id").GetString(), conversation.GetProperty("queue").GetString()));
        Assert.Equal("401", Assert.Single((await client.GetJsonAsync("/api/queues")).GetProperty("items").EnumerateArray()).GetProperty("name").GetString());
        var source = (await client.GetJsonAsync("/api/sources")).GetProperty("items")[1];
        Assert.Equal(("office", "live"), (source.GetProperty("name").GetString(), source.GetProperty("connection").GetProperty("state").GetString()));

        await asterisk.SendEventAsync(Event("Hangup", "Channel: PJSIP/2001-1", "Uniqueid: 1.1", "Cause: 16"));
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/waitingCallers")).GetProperty("items").GetArrayLength() == 0);
        Assert.Empty((await client.GetJsonAsync("/api/channels")).GetProperty("items").EnumerateArray());
        await Eventually.Async(async () => (await client.GetJsonAsync("/api/history")).GetProperty("items").EnumerateArray().Any(item => item.GetProperty("id").GetString() == "office:1.1"));
    }

    private static AmiMessage Event(string name, params string[] lines) => new(
        lines.Prepend("Privilege: call,all").Prepend($"Event: {name}").Select(line => new AmiHeader(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 2)..])));
}
