using System.Reflection;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Catalogue;

namespace Tandem.Asterisk.Tests.Live.Catalogue;

public sealed class EventCatalogueTests
{
    [Fact]
    public void Every_event_is_in_the_catalogue_by_a_name_of_its_own()
    {
        var types = typeof(LiveEvent).GetNestedTypes(BindingFlags.Public).Where(type => type.IsSubclassOf(typeof(LiveEvent))).ToList();

        Assert.Equal(types.Select(type => type.Name).Order(), EventCatalogue.All.Select(entry => entry.Type.Name).Order());
        Assert.Equal(EventCatalogue.All.Count, EventCatalogue.All.Select(entry => entry.Name).Distinct().Count());
        Assert.All(EventCatalogue.All, entry => Assert.Same(entry, EventCatalogue.Find(entry.Name)));
        Assert.Null(EventCatalogue.Find("unheard"));
    }

    [Fact]
    public void The_scenes_and_what_they_lack_raise_every_event_of_calls_and_objects()
    {
        var raised = Transcripts.Names.Where(name => name != "01-initial-sync").SelectMany(SceneEventsTests.EventsOf).Concat(Others()).Select(happened => happened.Name).Distinct().Order();

        // What the model does not tell is in LiveEventStreamTests.
        Assert.Equal(EventCatalogue.All.Select(entry => entry.Name).Except(["ready", "reloaded", "missed", "callInByTrunk", "newCdr"]).Order(), raised);
    }

    [Fact]
    public void Trunks_mailboxes_and_forwards_that_the_dialplan_writes_are_told()
    {
        Assert.Equal(
            [
                "trunkChanged carrier Online Registered in 0",
                "newVoiceMessage 1001@default 1/0",
                "updateVoiceMessages 1001@default 0/1",
                "extenCfVmChanged 1003 1002", "extenChanged 1003 Online in 0",
                "extenCfChanged 1003 030123", "extenCfVmChanged 1003 off", "extenChanged 1003 Online in 0",
                "extenCfbChanged 1003 030123", "extenChanged 1003 Online in 0",
                "extenCfbChanged 1003 off", "extenCfbVmChanged 1003 1003", "extenChanged 1003 Online in 0",
                "extenCfuChanged 1003 030123", "extenChanged 1003 Online in 0",
                "extenCfuChanged 1003 off", "extenCfuVmChanged 1003 1003", "extenChanged 1003 Online in 0",
                "extenCfuVmChanged 1003 off", "extenChanged 1003 Online in 0",
            ],
            Others().Select(EventLine.Of));
    }

    // What no scene plays.
    private static List<LiveEvent> Others()
    {
        var replay = Replay.Synchronised();
        using var watcher = replay.State.SnapshotAndWatch();
        replay.Play("Event: Registry\r\nPrivilege: system,all\r\nChannelType: PJSIP\r\nUsername: sip:tandem@127.0.0.1\r\nDomain: sip:127.0.0.1:17060\r\nStatus: Registered\r\n\r\n");
        replay.Play("Event: MessageWaiting\r\nPrivilege: call,all\r\nMailbox: 1001@default\r\nWaiting: 1\r\nNew: 1\r\nOld: 0\r\n\r\n");
        replay.Play("Event: MessageWaiting\r\nPrivilege: call,all\r\nMailbox: 1001@default\r\nWaiting: 0\r\nNew: 0\r\nOld: 1\r\n\r\n");
        foreach (var write in new[] { "Set DB(CF/1003)=vmu1002", "Set DB(CF/1003)=030123", "Set DB(CFB/1003)=030123", "Set DB(CFB/1003)=vmu1003", "Set DB(CFU/1003)=030123", "Set DB(CFU/1003)=vmu1003", "DBdel CFU/1003" })
        {
            var space = write.IndexOf(' ');
            replay.Play($"Event: Newexten\r\nPrivilege: dialplan,all\r\nChannel: PJSIP/1003-1\r\nUniqueid: 9.9\r\nApplication: {write[..space]}\r\nAppData: {write[(space + 1)..]}\r\n\r\n");
        }
        replay.Finish();
        var reading = new EventReading(() => AstDbFamilies.Default, replay.Clock);
        var events = new List<LiveEvent>();
        while (watcher.TryRead(out var frame))
        {
            events.AddRange(reading.Read(frame));
        }
        return events;
    }
}
