using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live.Catalogue;

/// <summary>Reads events out of the changes of a model. For one thread.</summary>
/// <param name="families">How forwards to voicemail are written now.</param>
/// <param name="clock">The time where a frame has none.</param>
internal sealed partial class EventReading(Func<AstDbFamilies> families, TimeProvider clock)
{
    private readonly Dictionary<(EntityKind Kind, ObjectId Id), Entity> _known = [];
    private readonly Dictionary<ObjectId, Channel> _channels = [];
    private readonly List<ObjectId> _extensions = [];
    private readonly List<ObjectId> _trunks = [];
    private readonly List<ObjectId> _queues = [];
    private readonly List<ObjectId> _conferences = [];
    private List<LiveEvent> _events = [];
    private DateTimeOffset _at;

    /// <summary>The events of a frame, those of calls before those of the objects that they change.</summary>
    public IReadOnlyList<LiveEvent> Read(Frame frame)
    {
        _events = [];
        switch (frame)
        {
            case Frame.Restart:
                _events.Add(new LiveEvent.Missed(clock.GetUtcNow()));
                break;
            case Frame.Snapshot snapshot:
                Take(snapshot.State);
                break;
            case Frame.Changed changed:
                Read(changed.Change);
                break;
        }
        return _events;
    }

    private void Take(PbxSnapshot state)
    {
        _known.Clear();
        _channels.Clear();
        foreach (var entity in state.Entities)
        {
            Take(entity);
        }
    }

    private void Take(Entity entity)
    {
        if (entity is Channel channel)
        {
            _channels[channel.Id] = channel;
        }
        else
        {
            _known[(entity.Kind, entity.Id)] = entity;
        }
    }

    private void Read(Change change)
    {
        _at = change.At;
        foreach (var entity in change.Entities)
        {
            if (entity.After is { } after)
            {
                Take(after);
            }
            else if (entity.Kind == EntityKind.Channel)
            {
                _channels.Remove(entity.Id);
            }
            else
            {
                _known.Remove((entity.Kind, entity.Id));
            }
        }
        if (change.Kind is ChangeKind.Stale or ChangeKind.Archived)
        {
            // Nothing happened at the Asterisk.
            return;
        }
        foreach (var entity in change.Entities.Where(IsNews))
        {
            ReadCall(entity);
        }
        foreach (var entity in change.Entities.Where(IsNews))
        {
            ReadSettings(entity);
            ReadPlace(entity);
        }
        TellTouched();
    }

    // An object that is no longer stale is what it was.
    private static bool IsNews(EntityChange change) =>
        change is not { Before: { } before, After: { } after } || !Equals(before.Stale == after.Stale ? before : before with { Stale = after.Stale }, after);

    private T? Find<T>(EntityKind kind, ObjectId? id)
        where T : Entity =>
        id is { } known && _known.TryGetValue((kind, known), out var entity) ? (T)entity : null;

    private static void Touch(List<ObjectId> touched, ObjectId? id)
    {
        if (id is { } known && !touched.Contains(known))
        {
            touched.Add(known);
        }
    }

    private void TellTouched()
    {
        Tell<Extension>(EntityKind.Extension, _extensions, extension => new LiveEvent.ExtensionChanged(_at, extension));
        Tell<Trunk>(EntityKind.Trunk, _trunks, trunk => new LiveEvent.TrunkChanged(_at, trunk));
        Tell<Queue>(EntityKind.Queue, _queues, queue => new LiveEvent.QueueChanged(
            _at, queue, [.. _known.Values.OfType<WaitingCaller>().Where(waiting => waiting.Queue == queue.Id).OrderBy(waiting => waiting.Position)]));
        Tell<Conference>(EntityKind.Conference, _conferences, conference => new LiveEvent.ConferenceChanged(
            _at, conference, [.. _known.Values.OfType<ConferenceParticipant>().Where(participant => participant.Conference == conference.Id)
                .OrderBy(participant => participant.Id.LocalId, StringComparer.Ordinal)]));
    }

    private void Tell<T>(EntityKind kind, List<ObjectId> touched, Func<T, LiveEvent> tell)
        where T : Entity
    {
        _events.AddRange(touched.Select(id => Find<T>(kind, id)).OfType<T>().Select(tell));
        touched.Clear();
    }
}
