using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Phone;
using Tandem.Phone.Calls;

namespace Tandem.Switch.Tests.Calls.Transfers;

/// <summary>Lives of calls as chance has them: whatever people do and in whatever order, the model stays sound and nothing is left.</summary>
public sealed class RandomCallLivesTests
{
    private const int Steps = 150;

    private static readonly TimeSpan Patience = TestExchange.Patience;

    private readonly List<(SipPhone Phone, PhoneCall Call)> _calls = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Whatever_people_do_the_model_is_sound_and_nothing_is_left(int seed)
    {
        var chance = new Random(seed);
        await using var exchange = await TestExchange.StartAsync();
        var phones = new List<SipPhone>();
        foreach (var number in (string[])["101", "102", "103", "104", "105"])
        {
            phones.Add(await exchange.RegisteredAsync(number));
        }
        var transfers = new List<Task>();
        using var watcher = exchange.Switch.Model.SnapshotAndWatch();
        for (var step = 0; step < Steps; step++)
        {
            await ActAsync(chance, phones, transfers);
            await exchange.SettleAsync();
            foreach (var phone in phones)
            {
                await TakeCallsAsync(phone);
            }
            _calls.RemoveAll(item => item.Call.State == PhoneCallState.Ended);
            AssertSound(exchange.Switch.Model.Snapshot(), $"seed {seed}, step {step}");
        }
        foreach (var phone in phones)
        {
            await TakeCallsAsync(phone);
        }
        // A call may still come while others end.
        while (exchange.Switch.Model.Snapshot().Channels.Count > 0)
        {
            foreach (var (_, call) in _calls.ToArray())
            {
                await call.HangupAsync();
            }
            foreach (var phone in phones)
            {
                await TakeCallsAsync(phone);
            }
            await exchange.SettleAsync();
        }
        await exchange.AtRestAsync();
        await Task.WhenAll(transfers).WaitAsync(Patience);
        await BlindTransferTests.UntilAsync(() => exchange.MediaFigures.OpenChannels == 0);
        ChangeKind[] seen = [ChangeKind.Answered, ChangeKind.Bridged, ChangeKind.HungUp];
        Assert.Empty(seen.Except(BlindTransferTests.KindsOf(watcher)));
        Assert.All(phones, phone => Assert.Equal(ExtensionStatus.Online, exchange.Extension(phone.User).Status));
    }

    private async Task ActAsync(Random chance, List<SipPhone> phones, List<Task> transfers)
    {
        var numbers = (string[])["101", "102", "103", "104", "105", "600", "999"];
        var (owner, call) = _calls.Count == 0 ? default : _calls[chance.Next(_calls.Count)];
        switch (call is null ? 0 : chance.Next(9))
        {
            case 0 or 1:
                var caller = phones[chance.Next(phones.Count)];
                var outgoing = await caller.CallAsync(numbers[chance.Next(numbers.Length)]);
                _calls.Add((caller, outgoing));
                // Half of the time nothing happens before somebody rings, answers or refuses.
                if (chance.Next(2) == 0)
                {
                    await Task.WhenAny(outgoing.WaitForRingingAsync(), outgoing.WaitForAnswerAsync()).WaitAsync(Patience);
                }
                break;
            case 2 or 4 when call is { IsIncoming: true, State: PhoneCallState.Ringing }:
                await call.AnswerAsync();
                break;
            case 4 or 8 when call!.State == PhoneCallState.Talking:
                await (chance.Next(2) == 0 ? call.HoldAsync() : call.ResumeAsync()).WaitAsync(Patience);
                break;
            case 5 or 6 when call!.State == PhoneCallState.Talking:
                transfers.Add(call.TransferAsync(numbers[chance.Next(numbers.Length)]));
                break;
            case 7 when call!.State == PhoneCallState.Talking && _calls.Find(item => item.Phone == owner && item.Call != call).Call is { } second:
                transfers.Add(call.TransferAsync(second));
                break;
            case 8 when call is { IsIncoming: true, State: PhoneCallState.Ringing }:
                await call.RejectAsync();
                break;
            case 3:
                await call!.HangupAsync();
                break;
            default:
                // Not now: what that needs is not there.
                break;
        }
    }

    private async Task TakeCallsAsync(SipPhone phone)
    {
        using var now = new CancellationTokenSource();
        while (phone.WaitForCallAsync(now.Token) is { IsCompleted: true } incoming)
        {
            _calls.Add((phone, await incoming));
        }
        await now.CancelAsync();
    }

    private static void AssertSound(PbxSnapshot state, string where)
    {
        foreach (var channel in state.Channels)
        {
            Assert.True(state.Conversations.Any(item => item.Id == channel.Conversation && item.EndedAt is null), $"{where}: {channel.Id} has no conversation that goes on");
            foreach (var other in channel.BridgedWith)
            {
                Assert.True(
                    state.Channels.Any(peer => peer.Id == other && peer.BridgedWith.Contains(channel.Id) && peer.Conversation == channel.Conversation),
                    $"{where}: {channel.Id} is bridged with {other}, and not the other way");
            }
        }
        Assert.All(state.Conversations, item => Assert.True(
            item.EndedAt is not null || state.Channels.Any(channel => channel.Conversation == item.Id), $"{where}: {item.Id} goes on without a leg"));
    }
}
