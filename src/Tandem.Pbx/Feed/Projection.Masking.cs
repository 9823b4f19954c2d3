using Tandem.Pbx.Model;

namespace Tandem.Pbx.Feed;

public sealed partial record Projection
{
    private bool IsSeenByUser(Entity entity) => entity switch
    {
        Channel channel => channel.User?.Id == User,
        Conversation conversation => IsIn(conversation),
        WaitingCaller or ParkedCall or ConferenceParticipant => false,
        _ => true,
    };

    private bool IsIn(Conversation conversation) =>
        conversation.Participants.Any(participant => participant.Domain == Domain && (User is null || participant.User?.Id == User));

    /// <summary>Names only what may be seen, so that a field added later is hidden until somebody decides otherwise.</summary>
    private static Channel Masked(Channel channel) => new()
    {
        Id = channel.Id,
        Domain = channel.Domain,
        Stale = channel.Stale,
        Direction = channel.Direction,
        PeerLocation = channel.PeerLocation,
        OfferedAt = channel.OfferedAt,
        AnsweredAt = channel.AnsweredAt,
        HungUpAt = channel.HungUpAt,
        State = channel.State is ChannelState.Held ? new ChannelState.Held() : new ChannelState.Bridged(),
        StateSince = channel.StateSince,
    };

    private Conversation Masked(Conversation conversation) => new()
    {
        Id = conversation.Id,
        Domain = conversation.Domain,
        Stale = conversation.Stale,
        Direction = conversation.Direction,
        StartedAt = conversation.StartedAt,
        AnsweredAt = conversation.AnsweredAt,
        EndedAt = conversation.EndedAt,
        Participants = [.. conversation.Participants.Select(Masked)],
    };

    private Entity Own(Entity entity) => entity is Conversation conversation && conversation.Participants.Any(IsForeign)
        ? conversation with { Participants = conversation.Participants.Replace(IsForeign, Masked) }
        : entity;

    /// <summary>The world outside has no domain: its numbers belong to the call.</summary>
    private bool IsForeign(Participant participant) => participant.Domain.Length > 0 && participant.Domain != Domain;

    private Participant Masked(Participant participant) => participant.Domain == Domain
        ? participant
        : new Participant { Domain = participant.Domain, Role = participant.Role, Held = participant.Held, Muted = participant.Muted };
}
