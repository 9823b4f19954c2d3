using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Phone.Calls;
using Tandem.Switch.Calls.Holding;
using Tandem.Switch.Tests.Calls.Transfers;

namespace Tandem.Switch.Tests.Commands;

/// <summary>What others command the exchange to do, with phones that show whether it did.</summary>
public sealed class CommandTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task Hold_and_resume()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { MusicOnHold = MusicOnHold.OfTones("350*0.5:1000") });
        var (outgoing, incoming) = await exchange.TalkingAsync();
        await exchange.DoneAsync(new HoldCommand(exchange.LegOf("101")));
        await TestExchange.HearsAsync(incoming, 350);
        await exchange.DoneAsync(new ResumeCommand(exchange.LegOf("101")));

        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task Blind_transfer_of_the_other_side_and_redirect_of_a_leg_itself()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var carol = await exchange.RegisteredAsync("103");
        await exchange.DoneAsync(new BlindTransferCommand(exchange.LegOf("102"), "103"));
        var third = await carol.WaitForCallAsync().WaitAsync(Patience);
        await third.AnswerAsync();
        await incoming.WaitForHangupAsync().WaitAsync(Patience);
        await ConnectedPhones.HearEachOtherAsync(outgoing, third);
        await exchange.UntilAsync(state => state.Channels.Count == 2);

        await exchange.DoneAsync(new RedirectCommand(exchange.LegOf("101"), "600"));
        await third.WaitForHangupAsync().WaitAsync(Patience);
        await TestExchange.HearsAsync(outgoing, 520);
        await outgoing.HangupAsync();
        await exchange.AtRestAsync();
    }

    [Fact]
    public async Task A_caller_that_nobody_answers_yet_is_redirected()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102");
        var outgoing = await (await exchange.RegisteredAsync("101")).CallAsync("102");
        var rings = await bob.WaitForCallAsync().WaitAsync(Patience);
        await exchange.DoneAsync(new RedirectCommand(exchange.LegOf("101"), "600"));

        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        await rings.WaitForHangupAsync().WaitAsync(Patience);
    }

    [Theory]
    [InlineData("999", CommandOutcome.Unavailable)]
    [InlineData("105", CommandOutcome.Unavailable)]
    [InlineData("101", CommandOutcome.Refused)]
    public async Task A_transfer_that_cannot_be_is_told(string to, CommandOutcome outcome)
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var result = await exchange.Switch.ExecuteAsync(new BlindTransferCommand(exchange.LegOf("101"), to));

        Assert.Equal(outcome, result.Outcome);
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
    }

    [Fact]
    public async Task Consult_and_complete_by_one_leg_and_complete_by_two()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var carol = await exchange.RegisteredAsync("103");
        await exchange.DoneAsync(new ConsultCommand(exchange.LegOf("102"), "103"));
        var third = await carol.WaitForCallAsync().WaitAsync(Patience);
        await third.AnswerAsync();
        await exchange.BridgedAsync("102", "103");
        await exchange.DoneAsync(new AttendedTransferCommand(exchange.LegOf("102"), exchange.LegOf("103")));
        await ConnectedPhones.HearEachOtherAsync(outgoing, third);
        await incoming.WaitForHangupAsync().WaitAsync(Patience);
        await exchange.UntilAsync(state => state.Channels.Count == 2);

        var dave = await exchange.RegisteredAsync("104");
        var before = exchange.LegOf("103");
        var (_, fourth) = await exchange.ConnectAsync(carol, dave);
        var consultation = exchange.Switch.Model.Snapshot().Channels.Single(channel => ConnectedPhones.OwnerOf(channel) == "103" && channel.Id != before).Id;
        await exchange.DoneAsync(new AttendedTransferCommand(before, consultation));
        await ConnectedPhones.HearEachOtherAsync(outgoing, fourth);
    }

    [Fact]
    public async Task Pick_up_at_an_extension_s_own_phone()
    {
        await using var exchange = await TestExchange.StartAsync();
        var bob = await exchange.RegisteredAsync("102");
        var carol = await exchange.RegisteredAsync("103");
        var outgoing = await (await exchange.RegisteredAsync("101")).CallAsync("102");
        var rings = await bob.WaitForCallAsync().WaitAsync(Patience);
        await outgoing.WaitForRingingAsync().WaitAsync(Patience);
        var picking = exchange.Switch.ExecuteAsync(new PickUpCommand("103", exchange.LegOf("102"))).AsTask();
        var picker = await carol.WaitForCallAsync().WaitAsync(Patience);
        Assert.Equal("101", picker.Invite.From!.Uri.User);
        await picker.AnswerAsync();

        Assert.True((await picking.WaitAsync(Patience)).IsDone);
        await ConnectedPhones.HearEachOtherAsync(outgoing, picker);
        await rings.WaitForHangupAsync().WaitAsync(Patience);
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new PickUpCommand("102", exchange.LegOf("103")))).Outcome);
    }

    [Fact]
    public async Task Mute_digits_labels_and_what_is_played()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("tandem-prompts").FullName;
        var samples = new short[16_000];
        new ToneSource(660).Read(samples);
        WaveWriter.Write(Path.Combine(folder, "hello.wav"), new PcmAudio(8000, samples));
        await using var exchange = await TestExchange.StartAsync(options => options with { Prompts = folder });
        var (outgoing, incoming) = await exchange.TalkingAsync();
        var leg = exchange.LegOf("101");
        await exchange.DoneAsync(new MuteCommand(leg));
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.Muted) == 1);
        await exchange.DoneAsync(new MuteCommand(leg, Muted: false));
        await exchange.DoneAsync(new SendDtmfCommand(leg, "42"));
        Assert.Equal('4', await outgoing.ReadDigitAsync().WaitAsync(Patience));
        Assert.Equal('2', await outgoing.ReadDigitAsync().WaitAsync(Patience));
        await exchange.DoneAsync(new PlayCommand(leg, "hello"));
        await TestExchange.HearsAsync(outgoing, 660);
        await exchange.DoneAsync(new PlayCommand(leg, "tone:810*0.5:2000"));
        await TestExchange.HearsAsync(outgoing, 810);
        await ConnectedPhones.HearEachOtherAsync(outgoing, incoming);
        await exchange.DoneAsync(new SetVariableCommand(leg, "CASE", "4711"));
        Assert.Equal([new Label("CASE", "4711")], exchange.Switch.Model.Snapshot().Channels.Single(channel => channel.Id == leg).Labels);
        await exchange.DoneAsync(new SetVariableCommand(leg, "CASE", ""));
        Assert.Empty(exchange.Switch.Model.Snapshot().Channels.Single(channel => channel.Id == leg).Labels);

        PbxCommand[] refused =
        [
            new SendDtmfCommand(leg, "x"), new PlayCommand(leg, "missing"), new PlayCommand(leg, "../secret"), new PlayCommand(leg, "/etc/passwd"),
            new PlayCommand(leg, "tone:loud"), new SetVariableCommand(leg, "a b", "1"), new KickCommand(leg),
        ];
        foreach (var command in refused)
        {
            Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(command)).Outcome);
        }
        Assert.Equal(CommandOutcome.NotSupported, (await exchange.Switch.ExecuteAsync(new StartRecordingCommand(leg))).Outcome);
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Record_with_a_pause()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("tandem-recordings").FullName;
        await using var exchange = await TestExchange.StartAsync(options => options with { Recordings = folder });
        await exchange.TalkingAsync();
        var leg = exchange.LegOf("101");
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new PauseRecordingCommand(leg))).Outcome);
        await exchange.DoneAsync(new StartRecordingCommand(leg));
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new StartRecordingCommand(leg))).Outcome);
        Assert.Equal(RecordingStatus.On, exchange.Switch.Model.Snapshot().Conversations.Single().Recording);
        await exchange.DoneAsync(new PauseRecordingCommand(leg));
        await exchange.DoneAsync(new ResumeRecordingCommand(leg));
        var file = System.IO.Directory.GetFiles(folder, "*.wav", SearchOption.AllDirectories).Single();
        await BlindTransferTests.UntilAsync(() => new FileInfo(file).Length > 64_000);
        await exchange.DoneAsync(new StopRecordingCommand(leg));

        Assert.Equal(RecordingStatus.Off, exchange.Switch.Model.Snapshot().Channels.Single(channel => channel.Id == leg).Recording);
        Assert.True(WaveReader.Read(file).Duration > TimeSpan.FromSeconds(1));
        System.IO.Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_conference_is_joined_locked_left_and_ended()
    {
        await using var exchange = await TestExchange.StartAsync();
        var calls = new List<PhoneCall>();
        foreach (var number in (string[])["101", "102", "103"])
        {
            var call = await (await exchange.RegisteredAsync(number)).CallAsync("600");
            Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
            calls.Add(call);
        }
        await exchange.DoneAsync(new JoinConferenceCommand(exchange.LegOf("101"), "800"));
        await exchange.DoneAsync(new JoinConferenceCommand(exchange.LegOf("102"), "800"));
        calls[0].Play(new ToneSource(520));
        await TestExchange.HearsAsync(calls[1], 520);
        await exchange.DoneAsync(new LockConferenceCommand("800"));
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new JoinConferenceCommand(exchange.LegOf("103"), "800"))).Outcome);
        await exchange.DoneAsync(new LockConferenceCommand("800", Locked: false));
        await exchange.DoneAsync(new JoinConferenceCommand(exchange.LegOf("103"), "800"));
        await TestExchange.HearsAsync(calls[2], 520);
        var state = exchange.Switch.Model.Snapshot();
        Assert.Equal((1, 3), (state.Conferences.Count, state.ConferenceParticipants.Count));
        Assert.All(state.Channels, channel => Assert.Equal(new ChannelState.InConference("800"), channel.State));

        await exchange.DoneAsync(new KickCommand(exchange.LegOf("103")));
        await calls[2].WaitForHangupAsync().WaitAsync(Patience);
        await exchange.DoneAsync(new EndConferenceCommand("800"));
        await calls[0].WaitForHangupAsync().WaitAsync(Patience);
        await calls[1].WaitForHangupAsync().WaitAsync(Patience);
        await exchange.UntilAsync(left => left.Conferences.Count == 0 && left.ConferenceParticipants.Count == 0 && left.Channels.Count == 0);
        Assert.Equal(CommandOutcome.NotFound, (await exchange.Switch.ExecuteAsync(new EndConferenceCommand("800"))).Outcome);
    }

    [Fact]
    public async Task Do_not_disturb_and_forwards_are_kept_in_the_model()
    {
        await using var exchange = await TestExchange.StartAsync();
        await exchange.RegisteredAsync("101");
        await exchange.DoneAsync(new SetDoNotDisturbCommand("101", true));
        Assert.Equal((true, ExtensionStatus.DoNotDisturb), (exchange.Extension("101").DoNotDisturb, exchange.Extension("101").Status));
        await exchange.DoneAsync(new SetDoNotDisturbCommand("101", false));
        Assert.Equal(ExtensionStatus.Online, exchange.Extension("101").Status);
        await exchange.DoneAsync(new SetForwardCommand("101", ForwardCondition.Busy, new ForwardTarget("102")));
        Assert.Equal("102", exchange.Extension("101").ForwardBusy?.Number);
        await exchange.DoneAsync(new SetForwardCommand("101", ForwardCondition.Busy, null));
        Assert.Null(exchange.Extension("101").ForwardBusy);

        Assert.Equal(CommandOutcome.NotSupported, (await exchange.Switch.ExecuteAsync(new SetForwardCommand("101", ForwardCondition.Always, ForwardTarget.Voicemail))).Outcome);
        Assert.Equal(CommandOutcome.Refused, (await exchange.Switch.ExecuteAsync(new SetForwardCommand("101", ForwardCondition.Always, new ForwardTarget("101")))).Outcome);
        var park = await exchange.Switch.ExecuteAsync(new ParkCommand("nothing"));
        Assert.Equal(CommandOutcome.NotSupported, park.Outcome);
    }
}
