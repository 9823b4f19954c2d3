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
        if (leg.Room is { } room)
        {
            writer.Update<ConferenceParticipant>(Id($"{room.Name}/{leg.Id}"), member => member with { Muted = muted });
        }
        Note(writer, leg, muted ? ChangeKind.Muted : ChangeKind.Unmuted);
    });

    /// <summary>A recording of a leg began, paused, went on or ended.</summary>
    public void Record(Call leg, RecordingStatus status, ChangeKind kind) => state.Write(kind, writer =>
    {
        writer.Update<Channel>(Id(leg.Id), channel => channel with { Recording = status, LastEvent = "recording" });
        writer.Update<Conversation>(Id(leg.ConversationId), current => current with { Recording = status });
        Note(writer, leg, kind);
    });

    /// <summary>An application puts a name and a value on a leg; an empty value takes it away.</summary>
    public void Label(Call leg, string name, string value) => state.Write(ChangeKind.ChannelChanged, writer =>
        writer.Update<Channel>(Id(leg.Id), channel =>
        {
            var others = channel.Labels.RemoveAll(label => label.Name == name);
            return channel with { Labels = value.Length == 0 ? others : others.Add(new Label(name, value)), LastEvent = "label" };
        }));
}
