using System.Reflection;
using System.Text;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Actions;

public sealed class TypedActionTests
{
    public static TheoryData<string, string> TextFields
    {
        get
        {
            var fields = new TheoryData<string, string>();
            foreach (var type in typeof(IAmiAction).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(IAmiAction)) && type.GetConstructor([]) is not null))
            {
                foreach (var property in type.GetProperties().Where(property => property.PropertyType == typeof(string)))
                {
                    fields.Add(type.Name, property.Name);
                }
            }
            return fields;
        }
    }

    [Theory]
    [MemberData(nameof(TextFields))]
    public void Every_text_of_every_action_is_refused_where_it_would_begin_another_line(string action, string field)
    {
        foreach (var text in AmiActionTests.Breaks)
        {
            var made = Make(action, field, text);
            Assert.Throws<ArgumentException>(() => made.ToAction());
        }
        Assert.Throws<ArgumentException>(() => new UserEventAction { Name = "X", Headers = [new("A", "a\nAction: Command")] }.ToAction());
        Assert.Throws<ArgumentException>(() => new OriginateAction { Channel = "c", Application = "Echo", Variables = [new("A", "a\rb")] }.ToAction());
        Assert.Contains(Make(action, field, "0123").ToAction(), header => header.Value == "0123");
    }

    [Fact]
    public void Actions_are_sent_as_Asterisk_calls_them()
    {
        Assert.Equal("Action: QueuePause\nInterface: PJSIP/1\nPaused: false\nReason: back", new QueuePauseAction { Interface = "PJSIP/1", IsPaused = false, Reason = "back" }.ToAction().ToString());
        Assert.Equal("Action: MuteAudio\nChannel: c\nDirection: in\nState: on", new MuteAudioAction { Channel = "c", Direction = "in", IsMuted = true }.ToAction().ToString());
        Assert.Equal("Action: MixMonitorMute\nChannel: c\nDirection: both\nState: 0", new MixMonitorMuteAction { Channel = "c", Direction = "both", IsMuted = false }.ToAction().ToString());
        Assert.Equal("Action: UserEvent\nUserEvent: X\nA: 1\nA: 2", new UserEventAction { Name = "X", Headers = [new("A", "1"), new("A", "2")] }.ToAction().ToString());
    }

    [Fact]
    public void A_pattern_of_channels_is_no_channel() => Assert.Throws<ArgumentException>(() => new HangupAction { Channel = "/^PJSIP/" }.ToAction());

    [Fact]
    public void A_call_goes_to_an_extension_or_an_application()
    {
        Assert.Throws<ArgumentException>(() => new OriginateAction { Channel = "PJSIP/1" }.ToAction());
        Assert.Throws<ArgumentException>(() => new OriginateAction { Channel = "PJSIP/1", Extension = "2" }.ToAction());
        Assert.Throws<ArgumentException>(() => new OriginateAction { Channel = "PJSIP/1", Extension = "2", Context = "c", Application = "Echo" }.ToAction());
        Assert.Equal(
            "Action: Originate\nChannel: PJSIP/1\nApplication: Echo\nTimeout: 30000\nAsync: true\nVariable: A=1\\,2\nVariable: B=x",
            new OriginateAction { Channel = "PJSIP/1", Application = "Echo", Variables = [new("A", "1,2"), new("B", "x")] }.ToAction().ToString());
    }

    [Fact]
    public async Task A_call_is_awaited_until_it_is_answered_or_fails_by_its_own_answer_alone()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        foreach (var (reason, outcome) in new[] { ("4", OriginateOutcome.Answered), ("0", OriginateOutcome.Failed), ("5", OriginateOutcome.Busy), ("3", OriginateOutcome.NotAnswered), ("99", OriginateOutcome.Failed) })
        {
            var seen = ami.EventsAsync("OriginateResponse");
            var before = fake.Received.Count(action => action["Action"] == "Originate");
            var calling = ami.OriginateAsync(new OriginateAction { Channel = "PJSIP/1001", Context = "from-internal", Extension = "1002" });
            while (fake.Received.Count(action => action["Action"] == "Originate") == before)
            {
                await Task.Delay(1);
            }
            var sent = fake.Received.Last(action => action["Action"] == "Originate");
            await fake.SendEventAsync("OriginateResponse", new AmiHeader("ActionID", "theirs"), new AmiHeader("Reason", "4"));
            await fake.SendEventAsync(
                "OriginateResponse",
                new AmiHeader("ActionID", sent.ActionId!),
                new AmiHeader("Response", reason == "4" ? "Success" : "Failure"),
                new AmiHeader("Channel", "PJSIP/1001-00000001"),
                new AmiHeader("Reason", reason),
                new AmiHeader("Uniqueid", reason == "4" ? sent["ChannelId"]! : "<unknown>"));
            var result = await calling.WaitAsync(TestClient.Patience);
            Assert.Equal((outcome, sent["ChannelId"], reason == "4" ? "PJSIP/1001-00000001" : null), (result.Outcome, result.ChannelId, result.Channel));
            Assert.Equal(2, await seen.Take(2).CountAsync());
        }
    }

    [Fact]
    public async Task A_call_may_be_over_before_Asterisk_has_answered_the_action()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        fake.On("Originate", FakeReply.None);
        var calling = ami.OriginateAsync(new OriginateAction { Channel = "PJSIP/1001", Context = "from-internal", Extension = "1002" });
        var id = (await fake.ReceivedAsync("Originate").WaitAsync(TestClient.Patience)).ActionId;

        await fake.SendBytesAsync(Encoding.ASCII.GetBytes(
            $"Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: {id}\r\nResponse: Failure\r\nReason: 5\r\n\r\nResponse: Success\r\nActionID: {id}\r\n\r\n"));

        Assert.Equal(OriginateOutcome.Busy, (await calling.WaitAsync(TestClient.Patience)).Outcome);
    }

    [Fact]
    public async Task A_call_that_Asterisk_refuses_at_once_throws()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        fake.On("Originate", FakeReply.Error("Extension does not exist."));
        var refused = await Assert.ThrowsAsync<AmiActionException>(() => ami.OriginateAsync(new OriginateAction { Channel = "PJSIP/1", Context = "c", Extension = "x" }));
        Assert.Equal(AmiErrorKind.NotFound, refused.Error.Kind);
    }

    private static IAmiAction Make(string name, string field, string text)
    {
        var type = typeof(IAmiAction).Assembly.GetTypes().Single(type => type.Name == name);
        var action = (IAmiAction)Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite))
        {
            var isRequired = property.GetCustomAttribute<System.Runtime.CompilerServices.RequiredMemberAttribute>() is not null;
            property.SetValue(action, property.Name == field ? text : isRequired || (type == typeof(OriginateAction) && property.Name == NeededFor(field)) ? "x" : null);
        }
        if (action is OriginateAction && field is not ("Context" or "Extension" or "Application"))
        {
            type.GetProperty("Application")!.SetValue(action, "Echo");
        }
        return action;
    }

    private static string? NeededFor(string field) => field switch
    {
        "Context" => "Extension",
        "Extension" => "Context",
        _ => null,
    };
}
