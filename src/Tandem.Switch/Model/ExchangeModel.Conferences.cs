using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;
using Tandem.Switch.Calls.Conversations;

namespace Tandem.Switch.Model;

internal sealed partial class ExchangeModel
{
    /// <summary>A leg listens to another one. Its part in that one's conversation is seen by supervisors only.</summary>
    public void Supervise(Call watched, Call supervisor, Call? left, Regrouping? regrouping) => state.Write(ChangeKind.SpyStarted, writer =>
    {
        Leave(writer, supervisor, left, regrouping);
        Enter(writer, supervisor, new ChannelState.Eavesdrop(Id(watched.Id)), "eavesdrop");
        writer.Update<Conversation>(Id(supervisor.ConversationId), current => current with { AnsweredAt = current.AnsweredAt ?? writer.Now });
        writer.Update<Conversation>(Id(watched.ConversationId), current => current with
        {
            Participants = current.Participants.Add(new Participant
            {
                Channel = Id(supervisor.Id),
                Party = supervisor.Own,
                Domain = supervisor.Domain,
                Role = ParticipantRole.Supervisor,
            }),
        });
    });

    /// <summary>A leg no longer listens to another one, and is about to end.</summary>
    public void EndSupervision(Call watched, Call supervisor) => state.Write(ChangeKind.SpyStopped, writer =>
        writer.Update<Conversation>(Id(watched.ConversationId), current => current with
        {
            Participants = current.Participants.RemoveAll(item => item.Channel == Id(supervisor.Id) && item.Role == ParticipantRole.Supervisor),
        }));

    public void JoinConference(Call call, string room, Call? left, Regrouping? regrouping) => state.Write(ChangeKind.ConferenceJoined, writer =>
    {
        Leave(writer, call, left, regrouping);
        if (writer.Find<Conference>(Id(room)) is null)
        {
            writer.Upsert(new Conference { Id = Id(room), Domain = call.Domain });
        }
        Detach(writer, call, new ChannelState.InConference(room));
        writer.Upsert(new ConferenceParticipant
        {
            Id = Id($"{room}/{call.Id}"),
            Domain = call.Domain,
            Conference = Id(room),
            Channel = Id(call.Id),
            Muted = call.IsMuted,
        });
        Note(writer, call, ChangeKind.ConferenceJoined, room);
    });

    public void LeaveConference(Call call, string room, bool isOver) => state.Write(ChangeKind.ConferenceLeft, writer =>
    {
        writer.Remove<ConferenceParticipant>(Id($"{room}/{call.Id}"));
        if (isOver)
        {
            writer.Remove<Conference>(Id(room));
        }
        Note(writer, call, ChangeKind.ConferenceLeft, room);
    });

    private void Leave(PbxWriter writer, Call call, Call? left, Regrouping? regrouping)
    {
        Regroup(writer, regrouping, call, []);
        if (left is not null)
        {
            Leave(writer, call);
            Leave(writer, left);
        }
    }

    public void LockConference(string room, bool locked) => state.Write(
        ChangeKind.ConferenceChanged, writer => writer.Update<Conference>(Id(room), conference => conference with { Locked = locked }));
}
