using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Conversations;

namespace Tandem.Switch.Model;

internal sealed partial class ExchangeModel
{
    /// <summary>Two legs hear each other. A conversation counts as answered from its first bridge or its first application.</summary>
    public void Bridge(Call first, Call second, ChangeKind kind = ChangeKind.Bridged) => state.Write(kind, writer =>
    {
        Join(writer, first, second);
        Join(writer, second, first);
        writer.Update<Conversation>(Id(first.ConversationId), current => current with { AnsweredAt = current.AnsweredAt ?? writer.Now });
        Note(writer, first, kind);
    });

    /// <summary>Two legs no longer hear each other, and both go on.</summary>
    public void Unbridge(Call first, Call second, Regrouping? regrouping) => state.Write(ChangeKind.Unbridged, writer =>
    {
        Regroup(writer, regrouping, first, []);
        Leave(writer, first);
        Leave(writer, second);
        Note(writer, first, ChangeKind.Unbridged);
    });

    public void Hold(Call leg, Call? peer, bool held) => state.Write(held ? ChangeKind.Held : ChangeKind.Resumed, writer =>
    {
        writer.Update<Channel>(Id(leg.Id), channel => channel with { Held = held, LastEvent = held ? "hold" : "resume" });
        writer.Update<Conversation>(Id(leg.ConversationId), current => current with
        {
            Participants = current.Participants.Replace(item => item.Channel == Id(leg.Id), item => item with { Held = held }),
        });
        if (peer is not null)
        {
            Enter(writer, peer, held ? new ChannelState.Held() : new ChannelState.Bridged(), held ? "held" : "resumed");
        }
        Note(writer, leg, held ? ChangeKind.Held : ChangeKind.Resumed);
        Refresh(writer, leg);
    });

    private void Join(PbxWriter writer, Call call, Call other)
    {
        Enter(writer, call, other.IsHeld ? new ChannelState.Held() : new ChannelState.Bridged(), "bridged");
        writer.Update<Channel>(Id(call.Id), channel => channel with { BridgedWith = [Id(other.Id)], Connected = other.Own });
    }

    private void Leave(PbxWriter writer, Call call)
    {
        writer.Update<Channel>(Id(call.Id), channel => channel with { BridgedWith = [], Connected = default, LastEvent = "unbridged" });
        if (call.Application is { } application)
        {
            Enter(writer, call, new ChannelState.InApplication(application), "unbridged");
        }
    }
}
