using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Model;

/// <summary>
/// Writes what happens in the exchange into its <see cref="PbxState"/>: each step that people can see is one change. Belongs to the
/// signalling loop.
/// </summary>
internal sealed class ExchangeModel(PbxState state, string source, string domain)
{
    private readonly Dictionary<string, List<Call>> _legs = [];

    public ObjectId Id(string localId) => new(source, localId);

    public void SetAccount(SipAccount account) => state.Write(ChangeKind.Configured, writer =>
    {
        var id = Id(account.Domain == domain ? account.Number : $"{account.Number}@{account.Domain}");
        var known = writer.Find<Extension>(id) ?? new Extension { Id = id, Domain = account.Domain, Number = account.Number };
        writer.Upsert(known with { Domain = account.Domain, Name = account.Name.Length > 0 ? account.Name : null });
    });

    public void RemoveAccount(string key) => state.Write(ChangeKind.Configured, writer => writer.Remove<Extension>(Id(key)));

    public void SetBindings(string user, IReadOnlyList<Binding> bindings, Predicate<Binding> isStale)
    {
        ValueList<ExtensionContact> known = state.TryGet<Extension>(Id(user), out var extension) ? extension.Contacts : [];
        ValueList<ExtensionContact> contacts = [.. bindings.Select(binding => ContactOf(binding) with { Stale = isStale(binding) })];
        var kind = contacts.Count < known.Count ? ChangeKind.Unregistered
            : contacts.Count == known.Count && contacts.Select(contact => contact.Stale).SequenceEqual(known.Select(contact => contact.Stale)) is false ? ChangeKind.ExtensionChanged
            : ChangeKind.Registered;
        state.Write(kind, writer =>
        {
            writer.Update<Extension>(Id(user), current => current with { Contacts = contacts });
            RefreshStatus(writer, user);
        });
    }

    /// <summary>Nobody logs in to an account anew for a time. A name that is no account changes nothing.</summary>
    public void Lock(string user, DateTimeOffset until) => state.Write(
        ChangeKind.AccountLocked, writer => writer.Update<Extension>(Id(user), current => current with { LockedUntil = until }));

    /// <summary>A leg begins; the first of a conversation begins that too.</summary>
    public void Offer(Call call) => state.Write(ChangeKind.Offered, writer =>
    {
        var conversation = Id(call.ConversationId);
        writer.Upsert(new Channel
        {
            Id = Id(call.Id),
            Domain = domain,
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
                Domain = domain,
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
                Domain = domain,
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

    /// <summary>Two legs hear each other. A conversation counts as answered from its first bridge or its first application.</summary>
    public void Bridge(Call first, Call second) => state.Write(ChangeKind.Bridged, writer =>
    {
        Join(writer, first, second);
        Join(writer, second, first);
        writer.Update<Conversation>(Id(first.ConversationId), current => current with { AnsweredAt = current.AnsweredAt ?? writer.Now });
        Note(writer, first, ChangeKind.Bridged);
    });

    /// <summary>An application has taken an answered call.</summary>
    public void EnterApplication(Call call, string application) => state.Write(ChangeKind.ChannelChanged, writer =>
    {
        Enter(writer, call, new ChannelState.InApplication(application), "application");
        writer.Update<Conversation>(Id(call.ConversationId), current => current with { AnsweredAt = current.AnsweredAt ?? writer.Now });
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
        }
        writer.Remove<Channel>(id);
        Untrack(writer, leg);
        writer.Update<Conversation>(Id(leg.ConversationId), current => Leave(current, leg, cause, isLast, writer.Now));
    });

    private Conversation Leave(Conversation conversation, Call leg, HangupCause cause, bool isLast, DateTimeOffset now)
    {
        // A phone that rang and did not get the call took no part in it; the caller and the last one did.
        var tookPart = leg.IsAnswered || !leg.IsOutbound || isLast;
        return conversation with
        {
            Participants = tookPart ? conversation.Participants : conversation.Participants.RemoveAll(item => item.Channel == Id(leg.Id)),
            EndedAt = isLast ? now : null,
            HangupCause = conversation.HangupCause ?? (tookPart ? cause : null),
        };
    }

    private void Join(PbxWriter writer, Call call, Call other)
    {
        Enter(writer, call, new ChannelState.Bridged(), "bridged");
        writer.Update<Channel>(Id(call.Id), channel => channel with { BridgedWith = [Id(other.Id)], Connected = other.Own });
    }

    private void Enter(PbxWriter writer, Call call, ChannelState next, string lastEvent) =>
        writer.Update<Channel>(Id(call.Id), channel => channel with
        {
            State = next,
            StateSince = channel.State == next ? channel.StateSince : writer.Now,
            LastEvent = lastEvent,
        });

    private void Note(PbxWriter writer, Call call, ChangeKind kind) =>
        writer.Update<Conversation>(Id(call.ConversationId), current => current with
        {
            Timeline = current.Timeline.Add(new TimelineEntry(writer.Now, kind, Id(call.Id))),
        });

    private void Track(PbxWriter writer, Call call)
    {
        if (call.Account is { } account)
        {
            if (!_legs.TryGetValue(account.Number, out var legs))
            {
                _legs.Add(account.Number, legs = []);
            }
            legs.Add(call);
            RefreshStatus(writer, account.Number);
        }
    }

    private void Untrack(PbxWriter writer, Call call)
    {
        if (call.Account is { } account && _legs.TryGetValue(account.Number, out var legs))
        {
            legs.Remove(call);
            if (legs.Count == 0)
            {
                _legs.Remove(account.Number);
            }
            RefreshStatus(writer, account.Number);
        }
    }

    private void Refresh(PbxWriter writer, Call call)
    {
        if (call.Account is { } account)
        {
            RefreshStatus(writer, account.Number);
        }
    }

    private void RefreshStatus(PbxWriter writer, string number)
    {
        var legs = _legs.GetValueOrDefault(number) ?? [];
        writer.Update<Extension>(Id(number), extension => extension with
        {
            Status = ExtensionActivity.StatusOf(extension, legs),
            Conversations = [.. legs.Select(leg => Id(leg.ConversationId)).Distinct()],
        });
    }

    private static ExtensionContact ContactOf(Binding binding) => new()
    {
        Address = binding.Source.Address.ToString(),
        Port = binding.Source.Port,
        Transport = binding.Protocol.ToString().ToLowerInvariant(),
        UserAgent = binding.UserAgent,
        ExpiresAt = binding.ExpiresAt,
    };
}
