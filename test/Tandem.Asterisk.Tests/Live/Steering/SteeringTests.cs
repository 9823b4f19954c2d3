using Tandem.Asterisk.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Asterisk.Tests.Live.Steering;

/// <summary>Every command against an Asterisk that does it, refuses it, says nothing, or goes away.</summary>
public sealed class SteeringTests
{
    public static TheoryData<string> Commands => [.. SteeringCases.All.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_is_done_is_on_the_wire_and_is_told_when_it_happened(string name)
    {
        var (scene, wanted) = await StartAsync(name);
        await using var asterisk = scene;
        scene.Asterisk.On("Originate", action =>
        {
            _ = scene.Asterisk.SendEventAsync("OriginateResponse", new("Privilege", "call,all"), new("ActionID", action.ActionId!), new("Response", "Success"), new("Reason", "4"), new("Uniqueid", action["ChannelId"]!));
            return FakeReply.Success("Originate successfully queued");
        });

        var result = await scene.GiveAsync(wanted.Command, wanted.Action, wanted.Effects);

        Assert.True(result.IsDone, result.Reason);
        Assert.Equal(wanted.Wire, scene.Sent(wanted.Action).Replace('\n', '|'));
        var id = wanted.Result ?? scene.Asterisk.Received.Last(action => action["Action"] == "Originate")["ChannelId"];
        Assert.Equal(new ObjectId("pbx", id!), result.Id);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_asterisk_refuses_is_told_in_its_words(string name)
    {
        var (scene, wanted) = await StartAsync(name);
        await using var asterisk = scene;
        scene.Asterisk.On(wanted.Action, FakeReply.Error("Out of order"));

        var result = await scene.GiveAsync(wanted.Command, wanted.Action);

        Assert.Equal((CommandOutcome.Refused, $"Asterisk refused {wanted.Action}: Out of order"), (result.Outcome, result.Reason));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_asterisk_does_not_answer_is_told_after_its_time(string name)
    {
        var clock = new QuickClock();
        var (scene, wanted) = await StartAsync(name, clock);
        await using var asterisk = scene;
        clock.IsQuick = true;
        scene.Asterisk.On(wanted.Action, FakeReply.None);

        var result = await scene.GiveAsync(wanted.Command, wanted.Action);

        Assert.Equal(CommandOutcome.TimedOut, result.Outcome);
        Assert.StartsWith($"Asterisk did not answer {wanted.Action} within", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_asterisk_takes_and_does_not_do_is_not_called_done()
    {
        var clock = new QuickClock();
        var (scene, wanted) = await StartAsync("redirect", clock);
        await using var asterisk = scene;
        clock.IsQuick = true;

        var result = await scene.GiveAsync(wanted.Command, wanted.Action);

        Assert.Equal((CommandOutcome.TimedOut, "Asterisk took the action, and PJSIP/1002-00000001 at 600@transfers was not seen within 5 s."), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task Who_is_sent_where_nothing_is_ends_and_that_is_a_failure()
    {
        var (scene, wanted) = await StartAsync("redirect");
        await using var asterisk = scene;

        var result = await scene.GiveAsync(wanted.Command, wanted.Action, SteeringScene.Event("Hangup", ("Uniqueid", "1795208248.1")));

        Assert.Equal((CommandOutcome.Failed, "PJSIP/1002-00000001 ended on its way: there may be no 600 in transfers."), (result.Outcome, result.Reason));
    }

    [Theory]
    [InlineData("0", CommandOutcome.Unavailable, "1003 cannot be reached.")]
    [InlineData("1", CommandOutcome.Refused, "1003 declined.")]
    [InlineData("3", CommandOutcome.Unavailable, "1003 did not answer within 20 s.")]
    [InlineData("5", CommandOutcome.Busy, "1003 is busy.")]
    [InlineData("8", CommandOutcome.Unavailable, "1003 cannot be reached: congestion.")]
    public async Task A_call_that_fails_tells_why(string code, CommandOutcome outcome, string reason)
    {
        var (scene, wanted) = await StartAsync("call");
        await using var asterisk = scene;
        scene.Asterisk.On("Originate", action =>
        {
            _ = scene.Asterisk.SendEventAsync("OriginateResponse", new("Privilege", "call,all"), new("ActionID", action.ActionId!), new("Response", "Failure"), new("Reason", code), new("Uniqueid", "<unknown>"));
            return FakeReply.Success("Originate successfully queued");
        });

        var result = await scene.GiveAsync(wanted.Command, wanted.Action);

        Assert.Equal((outcome, reason), (result.Outcome, result.Reason));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_a_lost_connection_leaves_open_is_told_as_open(string name)
    {
        var (scene, wanted) = await StartAsync(name);
        await using var asterisk = scene;
        scene.Asterisk.On(wanted.Action, FakeReply.Close);

        var result = await scene.GiveAsync(wanted.Command, wanted.Action);

        Assert.Equal(CommandOutcome.TimedOut, result.Outcome);
        Assert.Contains("whether it was done is not known", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task What_the_user_may_not_do_is_refused_by_the_name_of_what_is_missing(string name)
    {
        var (scene, wanted) = await StartAsync(name);
        await using var asterisk = scene;
        scene.Asterisk.Deny(wanted.Action);
        await scene.Pbx.ReconcileAsync();

        var result = await scene.Pbx.ExecuteAsync(wanted.Command);

        Assert.Equal((CommandOutcome.NotSupported, wanted.Command.Capability), (result.Outcome, result.MissingCapability));
        Assert.Contains(wanted.Action, result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(wanted.Command.Capability, scene.Pbx.Capabilities);
        Assert.Equal("", scene.Sent(wanted.Action));
    }

    private static async Task<(SteeringScene Scene, SteeringCases.Case Wanted)> StartAsync(string name, TimeProvider? clock = null)
    {
        var wanted = SteeringCases.All[name];
        return (await SteeringScene.StartAsync(wanted.Place.Scene, wanted.Place.Until, clock: clock), wanted);
    }
}
