using Tandem.Pbx.Model;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>Compares what the phones know of their calls with what the model says. Phones that are dead know nothing.</summary>
internal static class SipTruth
{
    /// <param name="exchange">The exchange and its phones.</param>
    /// <param name="phonesAreTold">Whether phones are told whom they talk with; a program tells them what it wants to.</param>
    public static void AssertIsModel(SimulatedExchange exchange, bool phonesAreTold)
    {
        var legs = exchange.Legs.ToDictionary(leg => leg.Invite.CallId!);
        var model = exchange.Switch.Model.Snapshot();
        Assert.Equal(legs.Values.Select(leg => leg.Id).Order(), model.Channels.Select(channel => channel.Id.LocalId).Order());
        var dead = exchange.Phones.Where(phone => phone.IsDead).SelectMany(phone => phone.Calls).Select(call => call.CallId).ToHashSet();
        var numbersOfDead = exchange.Phones.Where(phone => phone.IsDead).Select(phone => phone.Number).ToHashSet();
        foreach (var phone in exchange.Phones.Where(phone => !phone.IsDead))
        {
            foreach (var call in phone.Up)
            {
                Assert.True(legs.ContainsKey(call.CallId), $"{call.Name} is up at its phone ({call.Session.State}) and not in the exchange.");
                Compare(call, legs[call.CallId], model.Channels.Single(channel => channel.Id.LocalId == legs[call.CallId].Id), phonesAreTold);
            }
            Assert.True(StatusOf(phone) == exchange.ExtensionOf(phone).Status, $"{phone.Number} is {StatusOf(phone)}, and {exchange.ExtensionOf(phone).Status} in the model.");
        }
        var known = exchange.Up.Select(call => call.CallId).ToHashSet();
        foreach (var leg in legs.Values.Where(leg => !dead.Contains(leg.Invite.CallId!) && !numbersOfDead.Contains(leg.Own.Number ?? "")))
        {
            Assert.True(known.Contains(leg.Invite.CallId!), $"The leg of {leg.Own.Number} ({leg.Id}) is not up at its phone.");
        }
    }

    private static void Compare(SimulatedCall call, Call leg, Channel channel, bool phonesAreTold)
    {
        Assert.True(call.IsAnswered == leg.IsAnswered, $"{call.Name} is answered: phone {call.IsAnswered}, leg {leg.IsAnswered}.");
        Assert.True(call.IsAnswered == channel.AnsweredAt is not null, $"{call.Name} is answered: phone {call.IsAnswered}, model {channel.AnsweredAt}.");
        Assert.True(channel.Direction == (call.IsIncoming ? ChannelDirection.Outbound : ChannelDirection.Inbound), $"{call.Name} has another direction.");
        string[] peers = leg.Peer is { } peer ? [peer.Id] : [];
        Assert.True(peers.SequenceEqual(channel.BridgedWith.Select(id => id.LocalId)), $"{call.Name} talks with {string.Join(',', peers)}, in the model with {channel.BridgedWith}.");
        if (!call.IsAnswered)
        {
            return;
        }
        Assert.True(call.IsHolding == channel.Held, $"{call.Name} holds: phone {call.IsHolding}, model {channel.Held}.");
        Assert.True(call.Audio?.Port == leg.Media?.LocalEndPoint.Port, $"{call.Name} sends its audio elsewhere.");
        if (leg.Peer is not { } other)
        {
            return;
        }
        ChannelState state = other.IsHeld ? new ChannelState.Held() : new ChannelState.Bridged();
        Assert.True(channel.State == state, $"{call.Name} is {channel.State} and should be {state}.");
        Assert.True(channel.Connected.Number == other.Own.Number, $"{call.Name} is connected with {channel.Connected} and talks with {other.Own}.");
        Assert.True(!phonesAreTold || call.Connected is null || call.Connected == other.Own.Number, $"The phone of {call.Name} was told {call.Connected}, and talks with {other.Own.Number}.");
    }

    private static ExtensionStatus StatusOf(SimulatedPhone phone)
    {
        var up = phone.Up.ToArray();
        var rings = up.Any(call => call is { IsIncoming: true, IsAnswered: false });
        var talks = up.Any(call => call.IsAnswered || !call.IsIncoming);
        return (rings, talks) switch
        {
            (true, true) => ExtensionStatus.BusyRinging,
            (true, false) => ExtensionStatus.Ringing,
            (false, true) => up.All(call => call.IsAnswered && call.IsHolding) ? ExtensionStatus.OnHold : ExtensionStatus.Busy,
            _ => ExtensionStatus.Online,
        };
    }
}
