using Tandem.Media.Tones;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Commands;

/// <summary>Spying, whispering and barging, with phones that show who hears whom.</summary>
public sealed class ListenTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Theory]
    [InlineData("spy", false, false)]
    [InlineData("whisper", true, false)]
    [InlineData("barge", true, true)]
    public async Task Who_listens_in_is_heard_by_those_that_should(string how, bool byWatched, bool byOther)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var carol = await exchange.RegisteredAsync("103");
        var watched = exchange.LegOf("101");
        PbxCommand command = how switch
        {
            "spy" => new SpyCommand(watched, "103"),
            "whisper" => new WhisperCommand(watched, "103"),
            _ => new BargeCommand(watched, "103"),
        };
        var listening = exchange.Switch.ExecuteAsync(command).AsTask();
        var listener = await carol.WaitForCallAsync().WaitAsync(Patience);
        await listener.AnswerAsync();
        Assert.True((await listening.WaitAsync(Patience)).IsDone);
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.State == new ChannelState.Eavesdrop(watched)));
        Assert.Contains(exchange.Switch.Model.Snapshot().Conversations, item => item.Participants.Any(party => party is { Role: ParticipantRole.Supervisor, Party.Number: "103" }));

        // One at a time speaks, so that each is measured alone.
        outgoing.Play(new ToneSource(520));
        incoming.Play(new Silence());
        await TestExchange.HearsAsync(listener, 520);
        outgoing.Play(new Silence());
        incoming.Play(new ToneSource(730));
        await TestExchange.HearsAsync(listener, 730);
        incoming.Play(new Silence());
        listener.Play(new ToneSource(990));
        if (byWatched)
        {
            await TestExchange.HearsAsync(outgoing, 990);
        }
        if (byOther)
        {
            await TestExchange.HearsAsync(incoming, 990);
        }
        else
        {
            // Whoever else is heard, it is not the listener.
            outgoing.Play(new ToneSource(520));
            await TestExchange.HearsAsync(incoming, 520);
        }
        listener.Play(new Silence());
        await listener.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 2);
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task Who_listens_hears_whoever_the_leg_is_transferred_to_and_leaves_with_it()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var dave = await exchange.RegisteredAsync("104", options => options with { AutoAnswer = true });
        var carol = await exchange.RegisteredAsync("103", options => options with { AutoAnswer = true });
        await exchange.DoneAsync(new SpyCommand(exchange.LegOf("101"), "103"));
        var listener = await carol.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal(200, await incoming.TransferAsync("104").WaitAsync(Patience));
        var third = await dave.WaitForCallAsync().WaitAsync(Patience);
        outgoing.Play(new Silence());
        third.Play(new ToneSource(880));
        await TestExchange.HearsAsync(outgoing, 880);
        await TestExchange.HearsAsync(listener, 880);
        await outgoing.HangupAsync();

        await listener.WaitForHangupAsync().WaitAsync(Patience);
        await third.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.AtRestAsync();
    }
}
