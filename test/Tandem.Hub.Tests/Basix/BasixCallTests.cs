using System.Net;
using Tandem.Cti.Protocol;
using Tandem.Hub.Tests.Testing;
using Tandem.Media;
using Tandem.Phone;
using Tandem.Sip.Digest;
using Tandem.Switch;
using Tandem.Switch.Applications;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Tests.Basix;

/// <summary>Real phones on the built-in exchange, as a client of the CTI feed sees them: every state and event that it brings so far.</summary>
public sealed class BasixCallTests
{
    private const string Secret = "secret";

    private readonly Dictionary<string, string> _legs = [];

    [Fact]
    public async Task A_call_with_hold_is_told_exactly()
    {
        await using var hub = await TestHub.StartAsync();
        await using var media = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, Shards = 1 });
        await using var exchange = await StartAsync(media, hub);
        await using var alice = await PhoneAsync(exchange, "101");
        await using var bob = await PhoneAsync(exchange, "102");
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2016);
        Assert.Empty((await feed.NextAsync<CtiMessage.Initial>()).Channels);

        var outgoing = await alice.CallAsync("102");
        var incoming = await bob.WaitForCallAsync().InTime();
        await outgoing.WaitForRingingAsync().InTime();
        await ExpectAsync("a NEW_CHANNEL calling", "b CHANNEL_ORIGINATE calling", "b CHANNEL_APPLICATION calling", "a CHANNEL_APPLICATION calling");
        await incoming.AnswerAsync();
        await outgoing.WaitForAnswerAsync().InTime();
        await ExpectAsync("b CHANNEL_ANSWER calling", "a CHANNEL_ANSWER calling", "a CHANNEL_BRIDGE bridged", "b CHANNEL_BRIDGE bridged");
        Assert.True(await outgoing.HoldAsync().InTime());
        await ExpectAsync("a CHANNEL_APPLICATION bridged", "b CHANNEL_APPLICATION bridged");
        Assert.True(await outgoing.ResumeAsync().InTime());
        await ExpectAsync("a CHANNEL_APPLICATION bridged", "b CHANNEL_APPLICATION bridged");
        await outgoing.HangupAsync();
        await incoming.WaitForHangupAsync().InTime();
        await ExpectAsync("a CHANNEL_HANGUP bridged", "b CHANNEL_APPLICATION bridged", "b CHANNEL_HANGUP bridged");

        Task ExpectAsync(params string[] expected) => ExpectRecordsAsync(feed, _legs, expected);
    }

    [Fact]
    public async Task A_call_to_an_application_and_one_to_a_busy_phone_are_told_exactly()
    {
        await using var hub = await TestHub.StartAsync();
        await using var media = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, Shards = 1 });
        await using var exchange = await StartAsync(media, hub);
        exchange.OnCall("600", EchoApplication.RunAsync, EchoApplication.Name);
        await using var alice = await PhoneAsync(exchange, "101");
        await using var bob = await PhoneAsync(exchange, "102");
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Basix2019);
        await feed.NextAsync<CtiMessage.Initial>();

        var echo = await alice.CallAsync("600");
        Assert.Equal(200, await echo.WaitForAnswerAsync().InTime());
        await ExpectAsync("Added a NEW_CHANNEL calling");
        await UntilAsync("Updated a CHANNEL_APPLICATION system_operation", "Updated a CHANNEL_ANSWER calling", "Updated a CHANNEL_APPLICATION calling");
        await echo.HangupAsync();
        await ExpectAsync("Removed a CHANNEL_HANGUP system_operation");

        var refused = await alice.CallAsync("102");
        await (await bob.WaitForCallAsync().InTime()).RejectAsync();
        Assert.Equal(486, await refused.WaitForAnswerAsync().InTime());
        await ExpectAsync("Added b NEW_CHANNEL calling", "Added c CHANNEL_ORIGINATE calling");
        await UntilAsync("Removed b CHANNEL_HANGUP calling", "Updated b CHANNEL_APPLICATION calling", "Updated c CHANNEL_APPLICATION calling", "Removed c CHANNEL_HANGUP calling");

        Task ExpectAsync(params string[] expected) => ExpectRecordsAsync(feed, _legs, expected);

        // What may come before depends on how soon each side speaks.
        async Task UntilAsync(string last, params string[] before)
        {
            string record;
            while ((record = await NextAsync(feed, _legs)) != last)
            {
                Assert.Contains(record, before);
            }
        }
    }

    [Fact]
    public async Task Held_listening_in_and_a_conference_are_states_of_their_own()
    {
        await using var hub = await TestHub.StartAsync();
        await using var phones = await RealPhones.StartAsync(hub);
        var (bob, carol) = (await phones.PhoneAsync("102", answers: true), await phones.PhoneAsync("103", answers: true));
        await using var feed = await CtiFeed.StartAsync(hub, CtiProfile.Tandem);
        await feed.NextAsync<CtiMessage.Initial>();
        var (outgoing, _) = await RealPhones.ConnectAsync(await phones.PhoneAsync("101"), bob);
        var first = phones.LegOf("101");
        await phones.BridgedAsync("101", "102");
        await outgoing.HoldAsync().InTime();
        await UntilAsync("held");
        await outgoing.ResumeAsync().InTime();
        var spied = phones.Switch.ExecuteAsync(new Pbx.Commands.SpyCommand(first, "103"));
        await UntilAsync("eavesdrop");
        Assert.True((await spied).IsDone);
        await (await carol.WaitForCallAsync().InTime()).HangupAsync();
        Assert.True((await phones.Switch.ExecuteAsync(new Pbx.Commands.JoinConferenceCommand(first, "800"))).IsDone);
        await UntilAsync("conference");

        async Task UntilAsync(string state)
        {
            while (!(await feed.NextRecordAsync().InTime()).EndsWith(" " + state, StringComparison.Ordinal))
            {
            }
        }
    }

    private static async Task ExpectRecordsAsync(CtiFeed feed, Dictionary<string, string> legs, string[] expected)
    {
        var told = new string[expected.Length];
        for (var i = 0; i < told.Length; i++)
        {
            told[i] = await NextAsync(feed, legs);
        }
        Assert.Equal(expected, told);
    }

    /// <summary>The next record, with its leg as a letter in the order of coming.</summary>
    private static async Task<string> NextAsync(CtiFeed feed, Dictionary<string, string> legs)
    {
        var words = (await feed.NextRecordAsync()).Split(' ');
        var uuid = Array.FindIndex(words, word => word.StartsWith("sip:", StringComparison.Ordinal));
        if (!legs.TryGetValue(words[uuid], out var leg))
        {
            legs.Add(words[uuid], leg = ((char)('a' + legs.Count)).ToString());
        }
        words[uuid] = leg;
        return string.Join(' ', words);
    }

    private static async Task<SipSwitch> StartAsync(MediaEngine media, TestHub hub)
    {
        var accounts = new AccountDirectory();
        var options = new SwitchOptions { Name = "sip", Domain = TestHub.Domain, Realm = "r", Addresses = [IPAddress.Loopback], Port = 0 };
        foreach (var number in new[] { "101", "102" })
        {
            accounts.Set(new SipAccount(number, $"Extension {number}", TestHub.Domain, Ha1(number), null));
        }
        var exchange = new SipSwitch(media, accounts, options);
        await exchange.StartAsync();
        hub.Exchange.Add(exchange);
        return exchange;
    }

    private static string Ha1(string number) => DigestHash.Ha1(DigestAlgorithm.Md5, number, "r", Secret);

    private static async Task<SipPhone> PhoneAsync(SipSwitch exchange, string number)
    {
        var phone = new SipPhone(new PhoneOptions { User = number, Password = Secret, Server = exchange.EndPoints[0] });
        Assert.Equal(200, await phone.RegisterAsync().InTime());
        return phone;
    }
}
