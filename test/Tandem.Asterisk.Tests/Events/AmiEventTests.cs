using System.Reflection;
using Tandem.Asterisk.Events;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Events;

public sealed class AmiEventTests
{
    [Fact]
    public async Task A_listener_to_a_kind_gets_its_record()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        var ends = ami.EventsAsync<HangupEvent>();
        var begins = new TaskCompletionSource<NewChannelEvent>();
        using var listener = ami.On<NewChannelEvent>(begins.SetResult, null);
        await fake.ReplayAsync(Transcripts.Load("03"), message => message["Channel"]?.StartsWith("PJSIP/1001", StringComparison.Ordinal) == true);
        var begun = (await begins.Task.WaitAsync(TestClient.Patience)).Channel!;
        var ended = await ends.FirstAsync();
        Assert.Equal((begun.UniqueId, "1001", "User 1001", null), (ended.Channel!.UniqueId, begun.CallerNumber, begun.CallerName, begun.ConnectedNumber));
        Assert.Equal(ended.Message.GetInt32("Cause"), ended.Cause);
        Assert.False(string.IsNullOrEmpty(ended.CauseText));
    }

    [Fact]
    public void Every_field_of_a_record_is_found_in_some_real_event()
    {
        // Headers that no scene has: of old or rare events.
        string[] absent = ["RenameEvent", "ShutdownEvent", "AsyncAgiStartEvent", "AsyncAgiExecEvent", "AsyncAgiEndEvent", "CdrEvent"];
        var messages = Transcripts.Names.SelectMany(name => Transcripts.Load(name).ToMessages()).Where(message => message.Kind == AmiBlockKind.Event).ToLookup(message => message.EventName!);
        var missing = new List<string>();
        foreach (var type in typeof(HangupEvent).Assembly.GetTypes().Where(type => type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IAmiEvent<>))))
        {
            var name = (string)type.GetProperty("EventName", BindingFlags.Static | BindingFlags.Public)!.GetValue(null)!;
            var records = messages[name].Select(message => Activator.CreateInstance(type, message)).ToList();
            missing.AddRange(type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(property => records.All(record => property.GetValue(record) is null))
                .Select(property => $"{type.Name}.{property.Name}"));
        }
        Assert.Equal(
            ["DialEndEvent.Forward", "QueueMemberStatusEvent.PausedReason"],
            missing.Where(field => !absent.Contains(field) && !absent.Contains(field.Split('.')[0])).Order());
    }

    [Theory]
    [InlineData("0", false, false, false)]
    [InlineData("1", true, false, false)]
    [InlineData("9", true, true, false)]
    [InlineData("17", true, false, true)]
    [InlineData("25", true, true, true)]
    [InlineData("-1", false, false, false)]
    [InlineData("-2", false, false, false)]
    public void The_state_of_an_extension_is_bits(string status, bool inUse, bool ringing, bool held)
    {
        var record = ExtensionStatusEvent.From(new AmiMessage(new AmiHeader("Event", "ExtensionStatus"), new AmiHeader("Status", status)));
        Assert.Equal((inUse, ringing, held), (record.IsInUse, record.IsRinging, record.IsOnHold));
    }

    [Fact]
    public void AsyncAGI_is_decoded()
    {
        var start = AsyncAgiStartEvent.From(new AmiMessage(new AmiHeader("Env", "agi_request%3A%20async%0Aagi_channel%3A%20PJSIP%2F1001-1%0A%0A")));
        Assert.Equal(("async", "PJSIP/1001-1"), (start.Environment["agi_request"], start.Environment["agi_channel"]));
        Assert.Equal("200 result=0", AsyncAgiExecEvent.From(new AmiMessage(new AmiHeader("Result", "200%20result%3D0%0A"))).Result);
    }
}
