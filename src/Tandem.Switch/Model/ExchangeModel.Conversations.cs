using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Conversations;

namespace Tandem.Switch.Model;

/// <summary>Conversations that become one, and those that come apart (decision 0017).</summary>
internal sealed partial class ExchangeModel
{
    /// <summary>Legs that had parted go on without each other.</summary>
    public void Split(Regrouping regrouping) => state.Write(ChangeKind.Split, writer => Separate(writer, regrouping));

    /// <summary>Shows who changes the conversation by a step. The legs have done so already.</summary>
    private void Regroup(PbxWriter writer, Regrouping? regrouping, Call leg, IReadOnlyList<Call> leaving)
    {
        if (regrouping is null)
        {
            return;
        }
        Separate(writer, regrouping);
        if (regrouping.Merged is { } merged)
        {
            Merge(writer, Id(leg.ConversationId), Id(merged), leaving);
        }
    }

    private void Separate(PbxWriter writer, Regrouping regrouping)
    {
        foreach (var separation in regrouping.Separations)
        {
            Separate(writer, separation);
        }
    }

    private void Separate(PbxWriter writer, Separation separation)
    {
        var (from, to) = (Id(separation.From), Id(separation.To));
        if (writer.Find<Conversation>(from) is not { } former)
        {
            return;
        }
        var first = Id(separation.Legs[0].Id);
        ObjectId[] going = [.. separation.Legs.SelectMany(leg => leg.Supervisors.Prepend(leg)).Select(leg => Id(leg.Id))];
        var isRecorded = separation.Legs.Any(leg => leg.IsRecorded);
        Participant[] moved = [.. former.Participants.Where(IsGoing)];
        writer.Upsert(former with
        {
            // They took part in it, and their channels are no longer in it.
            Participants = former.Participants.Replace(IsGoing, item => item with { Channel = null, Held = false, Muted = false }),
            Recording = isRecorded ? RecordingStatus.Off : former.Recording,
            Timeline = former.Timeline.Add(new TimelineEntry(writer.Now, ChangeKind.Split, first, to.ToString())),
        });
        var target = writer.Find<Conversation>(to) ?? new Conversation
        {
            Id = to,
            Domain = former.Domain,
            Direction = former.Direction,
            Calling = former.Calling,
            Called = former.Called,
            Trunk = former.Trunk,
            StartedAt = writer.Now,
            SplitFrom = from,
        };
        writer.Upsert(target with
        {
            Participants = With(target.Participants, moved),
            AnsweredAt = target.AnsweredAt ?? (separation.Legs.Any(leg => leg.IsAnswered) ? writer.Now : null),
            Recording = isRecorded ? former.Recording : target.Recording,
            Timeline = target.Timeline.Add(new TimelineEntry(writer.Now, ChangeKind.Split, first, from.ToString())),
        });
        foreach (var leg in separation.Legs)
        {
            writer.Update<Channel>(Id(leg.Id), channel => channel with { Conversation = to });
            Refresh(writer, leg);
        }

        bool IsGoing(Participant item) => item.Channel is { } channel && going.Contains(channel);
    }

    private void Merge(PbxWriter writer, ObjectId survivor, ObjectId merged, IReadOnlyList<Call> leaving)
    {
        if (writer.Find<Conversation>(merged) is not { } younger)
        {
            return;
        }
        writer.Upsert(younger with { EndedAt = writer.Now, HangupCause = HangupCause.Merged, MergedInto = survivor });
        writer.Update<Conversation>(survivor, older => older with
        {
            // Who transferred takes part once.
            Participants = With(older.Participants, younger.Participants
                .Where(item => !leaving.Any(other => Id(other.Id) == item.Channel) || !older.Participants.Any(known => known.Party == item.Party))),
            AnsweredAt = Earlier(older.AnsweredAt, younger.AnsweredAt),
            Timeline = older.Timeline.Add(new TimelineEntry(writer.Now, ChangeKind.Merged, Detail: merged.ToString())),
        });
        foreach (var channel in writer.All<Channel>())
        {
            if (channel.Conversation == merged)
            {
                writer.Upsert(channel with { Conversation = survivor });
            }
        }
        foreach (var number in _legs.Where(legs => legs.Value.Exists(other => Id(other.ConversationId) == survivor)).Select(legs => legs.Key).ToArray())
        {
            RefreshStatus(writer, number);
        }
    }

    // Who was in it before is in it again: once.
    private static ValueList<Participant> With(ValueList<Participant> known, IEnumerable<Participant> coming) => coming.Aggregate(known, (all, item) =>
        (item.Channel is null ? all : all.RemoveAll(former => former.Channel is null && former.Party == item.Party)).Add(item with { Owner = all.Count == 0 }));

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;
}
