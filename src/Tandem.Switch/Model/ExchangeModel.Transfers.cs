using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Conversations;

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

    /// <summary>Two legs hear each other in place of others: a transfer, a pick-up, or legs that a program connects.</summary>
    /// <param name="first">A leg.</param>
    /// <param name="second">The leg that it talks with.</param>
    /// <param name="leaving">The legs that are about to end.</param>
    /// <param name="left">The legs that they talked with until now, and that may stay.</param>
    /// <param name="regrouping">Who changes the conversation by it; null for nobody.</param>
    /// <param name="kind">What it is called.</param>
    /// <param name="detail">The number transferred to, or the like.</param>
    public void Connect(
        Call first, Call second, IReadOnlyList<Call> leaving, IReadOnlyList<Call> left, Regrouping? regrouping, ChangeKind kind, string? detail) => state.Write(kind, writer =>
    {
        writer.Detail = detail;
        Regroup(writer, regrouping, first, leaving);
        foreach (var other in left)
        {
            Leave(writer, other);
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
}
