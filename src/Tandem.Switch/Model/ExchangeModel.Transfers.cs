using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Model;

internal sealed partial class ExchangeModel
{
    private const string TransferOperation = "transfer";

    /// <summary>A leg leaves those that transfer it, and is on its way to a number.</summary>
    public void Depart(Call transferee, IReadOnlyList<Call> transferors, string target) => state.Write(ChangeKind.Unbridged, writer =>
    {
        writer.Detail = target;
        Detach(writer, transferee, new ChannelState.Calling(TargetOf(target)));
        foreach (var transferor in transferors)
        {
            Detach(writer, transferor, new ChannelState.SystemOperation(TransferOperation));
        }
        Note(writer, transferee, ChangeKind.Unbridged);
    });

    /// <summary>A leg is about to ask a number, while the one that it talked with waits.</summary>
    public void Consult(Call asking, Call waiting, string target) => state.Write(ChangeKind.Unbridged, writer =>
    {
        writer.Detail = target;
        Detach(writer, asking, new ChannelState.Calling(TargetOf(target)));
        Detach(writer, waiting, new ChannelState.Held());
        Note(writer, asking, ChangeKind.Unbridged);
    });

    /// <summary>Two legs hear each other in place of others: a transfer or a pick-up. Of two conversations the older one goes on.</summary>
    /// <param name="first">A leg.</param>
    /// <param name="second">The leg that it talks with.</param>
    /// <param name="leaving">The legs that are about to end.</param>
    /// <param name="merged">The conversation that has ended in that of the legs; null for none.</param>
    /// <param name="kind">What it is called.</param>
    /// <param name="detail">The number transferred to, or the like.</param>
    public void Connect(Call first, Call second, IReadOnlyList<Call> leaving, string? merged, ChangeKind kind, string? detail) => state.Write(kind, writer =>
    {
        writer.Detail = detail;
        if (merged is not null)
        {
            Merge(writer, first, merged, leaving);
        }
        Join(writer, first, second);
        Join(writer, second, first);
        Finish(writer, first, leaving, kind, detail);
    });

    /// <summary>A leg was transferred to an application.</summary>
    public void Transfer(Call leg, string application, IReadOnlyList<Call> leaving, ChangeKind kind, string? detail) => state.Write(kind, writer =>
    {
        writer.Detail = detail;
        Enter(writer, leg, new ChannelState.InApplication(application), "application");
        Finish(writer, leg, leaving, kind, detail);
    });

    /// <summary>A leg is sent elsewhere before anybody answered.</summary>
    public void Redirect(Call leg, string target) => state.Write(ChangeKind.Redirected, writer =>
    {
        writer.Detail = target;
        Detach(writer, leg, new ChannelState.Calling(TargetOf(target)));
        Note(writer, leg, ChangeKind.Redirected, target);
    });

    private void Finish(PbxWriter writer, Call leg, IReadOnlyList<Call> leaving, ChangeKind kind, string? detail)
    {
        foreach (var other in leaving)
        {
            Detach(writer, other, new ChannelState.SystemOperation(TransferOperation));
        }
        writer.Update<Conversation>(Id(leg.ConversationId), current => current with { AnsweredAt = current.AnsweredAt ?? writer.Now });
        Note(writer, leg, kind, detail);
    }

    /// <summary>Ends a conversation in that of a leg, whose legs have moved there already.</summary>
    private void Merge(PbxWriter writer, Call leg, string merged, IReadOnlyList<Call> leaving)
    {
        var survivor = Id(leg.ConversationId);
        if (writer.Find<Conversation>(Id(merged)) is not { } younger)
        {
            return;
        }
        writer.Upsert(younger with { EndedAt = writer.Now, HangupCause = HangupCause.Merged, MergedInto = survivor });
        writer.Update<Conversation>(survivor, older => older with
        {
            // Who transferred takes part once.
            Participants = younger.Participants
                .Where(item => !leaving.Any(other => Id(other.Id) == item.Channel) || !older.Participants.Any(known => known.Party == item.Party))
                .Aggregate(older.Participants, (all, item) => all.Add(item with { Owner = false })),
            AnsweredAt = Earlier(older.AnsweredAt, younger.AnsweredAt),
            Timeline = older.Timeline.Add(new TimelineEntry(writer.Now, ChangeKind.Merged, Detail: Id(merged).ToString())),
        });
        foreach (var channel in writer.All<Channel>())
        {
            if (channel.Conversation == younger.Id)
            {
                writer.Upsert(channel with { Conversation = survivor });
            }
        }
        foreach (var number in _legs.Where(legs => legs.Value.Exists(other => other.ConversationId == leg.ConversationId)).Select(legs => legs.Key).ToArray())
        {
            RefreshStatus(writer, number);
        }
    }

    private void Detach(PbxWriter writer, Call call, ChannelState next)
    {
        Enter(writer, call, next, "unbridged");
        writer.Update<Channel>(Id(call.Id), channel => channel with { BridgedWith = [], Connected = default });
    }

    private void Note(PbxWriter writer, Call call, ChangeKind kind, string? detail) =>
        writer.Update<Conversation>(Id(call.ConversationId), current => current with
        {
            Timeline = current.Timeline.Add(new TimelineEntry(writer.Now, kind, Id(call.Id), detail)),
        });

    private static CallTarget TargetOf(string number) => new(CallTargetType.Unknown, Address: number);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => one is null ? other : other is null || one < other ? one : other;
}
