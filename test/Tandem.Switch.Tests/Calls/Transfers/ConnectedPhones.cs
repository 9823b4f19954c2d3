using Tandem.Media.Tones;
using Tandem.Pbx.Model;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Sip.Sdp;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls.Transfers;

/// <summary>Calls that are up, and who hears whom.</summary>
internal static class ConnectedPhones
{
    public static TimeSpan Patience => TestExchange.Patience;

    /// <summary>A phone calls another one, which answers.</summary>
    public static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> ConnectAsync(this TestExchange exchange, SipPhone caller, SipPhone called)
    {
        var outgoing = await caller.CallAsync(called.User);
        var incoming = await called.WaitForCallAsync().WaitAsync(Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.BridgedAsync(caller.User, called.User);
        return (outgoing, incoming);
    }

    /// <summary>Phone 101 calls phone 102, and they hear each other.</summary>
    public static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> TalkingAsync(this TestExchange exchange)
    {
        var calls = await exchange.ConnectAsync(await exchange.RegisteredAsync("101"), await exchange.RegisteredAsync("102"));
        await HearEachOtherAsync(calls.Outgoing, calls.Incoming);
        return calls;
    }

    /// <summary>Waits until a leg of one extension is bridged with a leg of another.</summary>
    public static Task BridgedAsync(this TestExchange exchange, string one, string other) => exchange.UntilAsync(state => state.Channels.Any(channel =>
        OwnerOf(channel) == one && channel.BridgedWith.Any(id => state.Channels.Any(peer => peer.Id == id && OwnerOf(peer) == other))));

    /// <summary>The leg of an extension, where it has one.</summary>
    public static ObjectId LegOf(this TestExchange exchange, string number) => exchange.Switch.Model.Snapshot().Channels.Single(channel => OwnerOf(channel) == number).Id;

    /// <summary>The leg of an extension, in a program's hands.</summary>
    public static async Task<Call> LegAsync(this TestExchange exchange, string number) => (await exchange.Switch.FindCallAsync(exchange.LegOf(number).LocalId))!;

    /// <summary>The extension whose leg it is.</summary>
    public static string? OwnerOf(Channel channel) => channel.Name?["SIP/".Length..];

    /// <summary>A phone holds: again where its call was not ready, as the ACK of its answer was still on its way.</summary>
    public static async Task MustHoldAsync(this PhoneCall call, SdpDirection direction = SdpDirection.SendOnly)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await call.HoldAsync(direction).WaitAsync(Patience))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Two phones hear each other, by tones of their own.</summary>
    public static async Task HearEachOtherAsync(PhoneCall one, PhoneCall other)
    {
        one.Play(new ToneSource(520));
        other.Play(new ToneSource(730));
        await TestExchange.HearsAsync(other, 520);
        await TestExchange.HearsAsync(one, 730);
    }

    /// <summary>Nothing is left of any call.</summary>
    public static Task AtRestAsync(this TestExchange exchange) =>
        exchange.UntilAsync(state => state.Channels.Count == 0 && state.Conversations.All(conversation => conversation.EndedAt is not null));
}
