using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Catalogue;

namespace Tandem.Asterisk.Tests.Live.Catalogue;

/// <summary>
/// What programs are told of every scene that a real Asterisk played: the files in <c>Scenes</c> hold a line an event. They were read against
/// the scenes by people.
/// </summary>
public sealed class SceneEventsTests
{
    public static TheoryData<string> Scenes() => SceneTests.Scenes();

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_scene_gives_exactly_these_events(string name)
    {
        var events = EventsOf(name).Select(EventLine.Of).ToArray();

        Assert.Equal(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Live", "Catalogue", "Scenes", name + ".txt")), events);
    }

    [Theory]
    [MemberData(nameof(Scenes))]
    public void A_call_at_a_phone_is_told_once_and_its_end_once(string name)
    {
        var events = EventsOf(name);
        var dialed = events.OfType<LiveEvent.Dialing>().Select(dialing => dialing.Channel).ToList();
        var ended = events.OfType<LiveEvent.HungUp>().Select(hungUp => hungUp.Channel).ToList();

        Assert.Equal(dialed.Distinct(), dialed);
        Assert.Equal(ended.Distinct(), ended);
        var there = Replay.Scene(name).State.Snapshot().Channels.Select(channel => channel.Id);
        Assert.Empty(dialed.Except(ended).Except(there));
    }

    internal static IReadOnlyList<LiveEvent> EventsOf(string scene)
    {
        var replay = Replay.Synchronised();
        using var watcher = replay.State.SnapshotAndWatch();
        replay.Play(Transcripts.Load(scene).ToMessages());
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
