using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Sipgate.Rtcm;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.Source;

/// <summary>
/// Makes channels and conversations of what webhooks and the list of calls tell: one of each for a call, with the call's id. Whatever comes twice, or late,
/// changes nothing. Within the edit of a state only.
/// </summary>
internal sealed class SipgateCalls(string source, string domain)
{
    private const int RememberedEnds = 1_000;

    private readonly HashSet<string> _ended = [];
    private readonly Queue<string> _endedInOrder = [];

    public ObjectId Id(string callId) => new(source, callId);

    /// <summary>A call begins.</summary>
    public void Begin(PbxWriter writer, string callId, CallDirection direction, string from, string to)
    {
        var id = Id(callId);

        // A webhook that comes again does not begin an ended call anew.
        if (_ended.Contains(callId) || writer.Find<Conversation>(id) is not null)
        {
            return;
        }
        var (calling, called) = (new Party(null, from), new Party(null, to));
        var target = new CallTarget(direction == CallDirection.Outbound ? CallTargetType.External : CallTargetType.User, Address: to);
        writer.Upsert(new Conversation { Id = id, Domain = domain, Direction = direction, Calling = calling, Called = called, StartedAt = writer.Now });
        writer.Upsert(new Channel
        {
            Id = id,
            Domain = domain,
            Direction = direction == CallDirection.Outbound ? ChannelDirection.Outbound : ChannelDirection.Inbound,
            PeerLocation = PeerLocation.External,
            Calling = calling,
            Called = called,
            OfferedAt = writer.Now,
            Conversation = id,
            State = new ChannelState.Ringing(target),
            StateSince = writer.Now,
            Target = target,
        });
        writer.Update<Conversation>(id, conversation => conversation with
        {
            Participants =
            [
                new Participant { Channel = id, Domain = domain, Party = direction == CallDirection.Outbound ? called : calling },
                new Participant { Domain = domain, Party = direction == CallDirection.Outbound ? calling : called, Owner = true },
            ],
        });
    }

    /// <summary>A call was answered.</summary>
    public void Answer(PbxWriter writer, string callId, string? answeringNumber)
    {
        var id = Id(callId);
        writer.Update<Channel>(id, channel => channel.AnsweredAt is not null ? channel : channel with
        {
            AnsweredAt = writer.Now,
            State = new ChannelState.Bridged(),
            StateSince = writer.Now,
            Connected = string.IsNullOrEmpty(answeringNumber) ? channel.Connected : new Party(null, answeringNumber),
        });
        writer.Update<Conversation>(id, conversation => conversation.EndedAt is not null ? conversation : conversation with { AnsweredAt = conversation.AnsweredAt ?? writer.Now });
    }

    /// <summary>sipgate said that a call ended: it is remembered for a while.</summary>
    public void End(PbxWriter writer, string callId, HangupCause cause)
    {
        if (_ended.Add(callId))
        {
            _endedInOrder.Enqueue(callId);
        }
        if (_endedInOrder.Count > RememberedEnds)
        {
            _ended.Remove(_endedInOrder.Dequeue());
        }
        End(writer, Id(callId), cause);
    }

    /// <summary>A call is over.</summary>
    private static void End(PbxWriter writer, ObjectId id, HangupCause cause)
    {
        writer.Update<Channel>(id, channel => channel with { HungUpAt = writer.Now, HangupCause = cause, Stale = false });
        writer.Remove<Channel>(id);
        writer.Update<Conversation>(id, conversation => conversation.EndedAt is not null ? conversation : conversation with
        {
            EndedAt = writer.Now,
            HangupCause = cause,
            Stale = false,
        });
    }

    /// <summary>Puts right what webhooks did not tell.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="calls">The calls that are up.</param>
    /// <param name="asked">When they were asked for: what began or changed afterwards is not touched.</param>
    /// <param name="maxRinging">For how long a call may ring.</param>
    public void Reconcile(PbxWriter writer, IReadOnlyList<EstablishedCall> calls, DateTimeOffset asked, TimeSpan maxRinging)
    {
        foreach (var call in calls)
        {
            var (own, other) = (call.Participants.FirstOrDefault(party => party.Owner), call.Participants.FirstOrDefault(party => !party.Owner));
            Begin(writer, call.CallId, CallDirection.Inbound, other?.PhoneNumber ?? "", own?.PhoneNumber ?? "");
            Answer(writer, call.CallId, answeringNumber: null);
            writer.Update<Channel>(Id(call.CallId), channel => channel with
            {
                Held = call.Hold,
                Muted = call.Muted,
                Recording = call.Recording ? RecordingStatus.On : RecordingStatus.Off,
                Stale = false,
            });
            writer.Update<Conversation>(Id(call.CallId), conversation => conversation with { Stale = false });
        }
        var up = calls.Select(call => Id(call.CallId)).ToHashSet();
        foreach (var channel in writer.All<Channel>().Where(channel => !up.Contains(channel.Id) && channel.StateSince < asked))
        {
            if (channel.AnsweredAt is not null || writer.Now - channel.OfferedAt > maxRinging)
            {
                End(writer, channel.Id, HangupCause.Reconciled);
            }
            else
            {
                writer.Upsert(channel with { Stale = false });
                writer.Update<Conversation>(channel.Id, conversation => conversation with { Stale = false });
            }
        }
    }

    public static HangupCause CauseOf(WebhookHangUpCause cause) => cause switch
    {
        WebhookHangUpCause.NormalClearing => HangupCause.NormalClearing,
        WebhookHangUpCause.Busy => HangupCause.UserBusy,
        WebhookHangUpCause.Cancel => HangupCause.OriginatorCancel,
        WebhookHangUpCause.NoAnswer => HangupCause.NoAnswer,
        WebhookHangUpCause.Congestion => HangupCause.TemporarilyUnavailable,
        WebhookHangUpCause.NotFound => HangupCause.UnallocatedNumber,
        WebhookHangUpCause.Forwarded => HangupCause.MovedTemporarily,
        _ => HangupCause.RequestTerminated,
    };
}
