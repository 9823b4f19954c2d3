using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Model;

/// <summary>What is noted on a leg while it goes on as it was.</summary>
internal sealed partial class ExchangeModel
{
    public void Mute(Call leg, bool muted) => state.Write(muted ? ChangeKind.Muted : ChangeKind.Unmuted, writer =>
    {
        writer.Update<Channel>(Id(leg.Id), channel => channel with { Muted = muted, LastEvent = muted ? "muted" : "unmuted" });
        writer.Update<Conversation>(Id(leg.ConversationId), current => current with
        {
            Participants = current.Participants.Replace(item => item.Channel == Id(leg.Id), item => item with { Muted = muted }),
        });
        Note(writer, leg, muted ? ChangeKind.Muted : ChangeKind.Unmuted);
    });
}
