using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Model;

internal sealed partial class ExchangeModel
{
    /// <summary>A leg begins; the first of a conversation begins that too.</summary>
    public void Offer(Call call) => state.Write(ChangeKind.Offered, writer =>
    {
        var conversation = Id(call.ConversationId);
        writer.Upsert(new Channel
        {
            Id = Id(call.Id),
            Domain = call.Domain,
            Name = $"SIP/{call.Own.Number}",
            Direction = call.IsOutbound ? ChannelDirection.Outbound : ChannelDirection.Inbound,
            PeerLocation = call.Account is null ? PeerLocation.External : PeerLocation.Internal,
            Calling = call.Caller,
            Called = call.Called,
            OfferedAt = writer.Now,
            Conversation = conversation,
            State = new ChannelState.Calling(call.Target),
            StateSince = writer.Now,
            Target = call.Target,
            LastEvent = "INVITE",
        });
        if (writer.Find<Conversation>(conversation) is null)
        {
            writer.Upsert(new Conversation
            {
                Id = conversation,
                Domain = call.Domain,
                Direction = call.Account is null ? CallDirection.Inbound : CallDirection.Internal,
                Calling = call.Caller,
                Called = call.Called,
                StartedAt = writer.Now,
            });
        }
        writer.Update<Conversation>(conversation, current => current with
        {
            Participants = current.Participants.Add(new Participant
            {
                Channel = Id(call.Id),
                Party = call.Own,
                Domain = call.Domain,
                Owner = current.Participants.Count == 0,
            }),
        });
        Track(writer, call);
    });

    /// <summary>The caller proved who it is, after its leg began.</summary>
    public void Identify(Call call) => state.Write(ChangeKind.ChannelChanged, writer =>
    {
        writer.Update<Channel>(Id(call.Id), channel => channel with
        {
            Name = $"SIP/{call.Own.Number}",
            PeerLocation = PeerLocation.Internal,
            Calling = call.Caller,
            LastEvent = "authenticated",
        });
        writer.Update<Conversation>(Id(call.ConversationId), current => current with
        {
            Direction = CallDirection.Internal,
            Calling = call.Caller,
            Participants = current.Participants.Replace(item => item.Channel == Id(call.Id), item => item with { Party = call.Own }),
        });
        Track(writer, call);
    });

    /// <summary>A phone rings; its caller hears so.</summary>
    public void Ring(Call leg, Call? caller) => state.Write(ChangeKind.Ringing, writer =>
    {
        Enter(writer, leg, new ChannelState.Ringing(leg.Target), "180");
        if (caller is { IsAnswered: false })
        {
            Enter(writer, caller, new ChannelState.Ringing(caller.Target), "180");
        }
        Refresh(writer, leg);
    });

    /// <summary>A leg is answered, by its phone or by us.</summary>
    public void Answer(Call leg) => state.Write(ChangeKind.Answered, writer =>
    {
        writer.Update<Channel>(Id(leg.Id), channel => channel with { AnsweredAt = channel.AnsweredAt ?? writer.Now, LastEvent = "200" });
        Note(writer, leg, ChangeKind.Answered);
        Refresh(writer, leg);
    });

    /// <summary>An application has taken an answered call.</summary>
    public void EnterApplication(Call call, string application) => state.Write(ChangeKind.ChannelChanged, writer =>
    {
        Enter(writer, call, new ChannelState.InApplication(application), "application");
        writer.Update<Conversation>(Id(call.ConversationId), current => current with { AnsweredAt = current.AnsweredAt ?? writer.Now });
    });

    public void Digit(Call leg, char digit) => state.Write(ChangeKind.Digit, writer =>
    {
        writer.Detail = digit.ToString();
        writer.Touch<Channel>(Id(leg.Id));
    });

    /// <summary>A leg is over; the last one of a conversation ends that too.</summary>
    public void End(Call leg, HangupCause cause, bool isLast) => state.Write(ChangeKind.HungUp, writer =>
    {
        var id = Id(leg.Id);
        writer.Update<Channel>(id, channel => channel with
        {
            HungUpAt = writer.Now,
            HangupCause = cause,
            BridgedWith = [],
            Media = leg.FinalMedia,
            LastEvent = "hangup",
        });
        if (leg.Peer is { } peer)
        {
            writer.Update<Channel>(Id(peer.Id), channel => channel with { BridgedWith = channel.BridgedWith.RemoveAll(other => other == id) });
            if (peer.Application is { } application)
            {
                Enter(writer, peer, new ChannelState.InApplication(application), "unbridged");
            }
        }
        writer.Remove<Channel>(id);
        Untrack(writer, leg);
        writer.Update<Conversation>(Id(leg.ConversationId), current => Leave(current, leg, cause, isLast, writer.Now));
    });

    private Conversation Leave(Conversation conversation, Call leg, HangupCause cause, bool isLast, DateTimeOffset now)
    {
        // A phone that rang and did not get the call took no part in it; the caller and the last one did.
        var tookPart = leg.IsAnswered || !leg.IsOutbound || isLast;
        // Who transferred a call has left one that goes on.
        var tells = tookPart && (isLast || (cause != HangupCause.BlindTransfer && cause != HangupCause.AttendedTransfer && cause != HangupCause.PickedOff));
        return conversation with
        {
            Participants = tookPart ? conversation.Participants : conversation.Participants.RemoveAll(item => item.Channel == Id(leg.Id)),
            EndedAt = isLast ? now : null,
            HangupCause = conversation.HangupCause ?? (tells ? cause : null),
        };
    }
}
