namespace Tandem.Asterisk.Tests.Live;

/// <summary>
/// Every scene that a real Asterisk played, change by change: the files in <c>Histories</c> hold, a line a change, its kind and what a board
/// shows after it. They were read against the events by people.
/// </summary>
public sealed class SceneTests
{
    public static TheoryData<string> Scenes() => [.. Transcripts.Names.Where(name => name != "01-initial-sync")];

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_makes_exactly_this_history(string name)
    {
        var replay = Replay.Scene(name);

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Live", "Histories", name + ".txt")), replay.History);
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_conversation_begins_once_and_ends_once(string name)
    {
        var replay = Replay.Scene(name);

        var conversations = replay.Changes.SelectMany(change => change.Entities).Where(entity => entity.Kind == Pbx.Model.EntityKind.Conversation)
            .Select(entity => (Pbx.Model.Conversation)entity.After!).ToList();
        foreach (var images in conversations.GroupBy(conversation => conversation.Id))
        {
            var isThere = replay.State.TryGet<Pbx.Model.Conversation>(images.Key, out _);
            Assert.Equal(isThere ? 0 : 1, images.Count(image => image.EndedAt is not null));
            Assert.Single(images.Select(image => image.StartedAt).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_leaves_no_channel_that_asterisk_has_hung_up(string name)
    {
        var replay = Replay.Scene(name);
        var messages = Transcripts.Load(name).ToMessages();
        var there = messages.Where(message => message.EventName == "Newchannel").Select(message => message["Uniqueid"]!)
            .Except(messages.Where(message => message.EventName == "Hangup").Select(message => message["Uniqueid"]!))
            .Where(id => messages.First(message => message["Uniqueid"] == id)["Channel"]!.StartsWith("PJSIP/", StringComparison.Ordinal));

        Assert.Equal(there.Order(), replay.State.Snapshot().Channels.Select(channel => channel.Id.LocalId).Order());
    }

    [Fact]
    public void The_lists_of_a_quiet_asterisk_make_its_directory()
    {
        var state = Replay.Synchronised().State.Snapshot();

        Assert.Equal(
            ["1001 Online User 1001", "1002 Online User 1002", "1003 Online ", "1004 Offline ", "1005 Offline ", "2001 Online ", "2002 Offline "],
            state.Extensions.OrderBy(extension => extension.Number).Select(extension => $"{extension.Number} {extension.Status} {extension.Name}"));
        Assert.Equal(["401 ringall", "402 leastrecent"], state.Queues.OrderBy(queue => queue.Name).Select(queue => $"{queue.Name} {queue.Strategy}"));
        Assert.Equal(["401/1001 0", "401/1002 1"], state.QueueMembers.OrderBy(member => member.Id.LocalId).Select(member => $"{member.Id.LocalId} {member.Penalty}"));
        var trunk = Assert.Single(state.Trunks);
        Assert.Equal(("carrier", Pbx.Model.TrunkStatus.Online, Pbx.Model.TrunkRegistration.Rejected, "sip:127.0.0.1:17060"), (trunk.Name, trunk.Status, trunk.Registration, trunk.Address));
        var lot = Assert.Single(state.ParkingLots);
        Assert.Equal(("default", 10, "701", TimeSpan.FromSeconds(20)), (lot.Name, lot.Slots.Count, lot.Slots[0], lot.Timeout));
        Assert.Equal(["1001@default", "1002@default"], state.Mailboxes.Select(mailbox => mailbox.Id.LocalId).Order());
        Assert.True(state.Extensions.TryGet(new Pbx.Model.ObjectId("pbx", "1001"), out var phone));
        var contact = Assert.Single(phone.Contacts);
        Assert.Equal(("127.0.0.1", 25_001), (contact.Address, contact.Port));
        Assert.StartsWith("PJSUA", contact.UserAgent, StringComparison.Ordinal);
        Assert.Equal("221", phone.ForwardAlways?.Number);
    }
}
