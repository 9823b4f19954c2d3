using System.Collections.Concurrent;
using Tandem.Pbx;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Tests.Testing;

/// <summary>A source in memory: it makes and ends calls in its model, or answers what it is told to.</summary>
internal sealed class FakePbx(string name) : IPbx
{
    private int _lastCall;

    public string Name => name;

    public PbxState State { get; } = new(name);

    public IPbxModel Model => State;

    public CapabilitySet Capabilities { get; init; } = [Capability.Call, Capability.HangUp];

    public ConcurrentQueue<PbxCommand> Executed { get; } = new();

    public Func<PbxCommand, Task<CommandResult>>? Answer { get; set; }

    public async ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        Executed.Enqueue(command);
        if (Answer is not null)
        {
            return await Answer(command);
        }
        var target = ObjectId.Parse(command.Target.Text);
        switch (command)
        {
            case CallCommand call:
                var id = Call(State.Snapshot().Extensions.Single(item => item.Id == target).Domain, target.LocalId, call.To);
                return CommandResult.Done(id, State.Position);
            case HangUpCommand:
                HangUp(target, HangupCause.ManagerRequest);
                return CommandResult.Done(target, State.Position);
            default:
                return CommandResult.NotSupported(command.Capability);
        }
    }

    public ObjectId Id(string localId) => new(name, localId);

    public void Extension(string domain, string number, int? user = null) => State.Write(ChangeKind.ExtensionChanged, writer => writer.Upsert(new Extension
    {
        Id = Id(number),
        Domain = domain,
        Number = number,
        User = user is null ? null : new DirectoryReference(user, null),
        Status = ExtensionStatus.Online,
    }));

    /// <summary>A call with two legs, the first of which names the conversation.</summary>
    public ObjectId Call(string domain, string from, string to, string? toDomain = null, int? user = null)
    {
        var first = Id($"call-{Interlocked.Increment(ref _lastCall)}");
        var second = Id($"{first.LocalId}-b");
        State.Write(ChangeKind.Offered, writer =>
        {
            writer.Upsert(Leg(first, first, domain, from, to, ChannelDirection.Inbound, writer.Now, user));
            writer.Upsert(Leg(second, first, toDomain ?? domain, from, to, ChannelDirection.Outbound, writer.Now, user: null));
            writer.Upsert(new Conversation
            {
                Id = first,
                Domain = domain,
                Direction = CallDirection.Internal,
                Calling = new Party(null, from),
                Called = new Party(null, to),
                StartedAt = writer.Now,
                Participants =
                [
                    new Participant { Channel = first, Domain = domain, Party = new Party(null, from), User = user is null ? null : new DirectoryReference(user, null) },
                    new Participant { Channel = second, Domain = toDomain ?? domain, Party = new Party(null, to) },
                ],
            });
        });
        return first;
    }

    /// <summary>Hangs a leg up; its call ends with its last leg.</summary>
    public void HangUp(ObjectId channel, HangupCause cause) => State.Write(ChangeKind.HungUp, writer =>
    {
        var leg = writer.Update<Channel>(channel, item => item with { HungUpAt = writer.Now, HangupCause = cause });
        writer.Remove<Channel>(channel);
        if (leg?.Conversation is { } conversation && !writer.All<Channel>().Any(item => item.Conversation == conversation))
        {
            writer.Update<Conversation>(conversation, item => item with { EndedAt = writer.Now, HangupCause = cause });
        }
    });

    private static Channel Leg(
        ObjectId id, ObjectId conversation, string domain, string from, string to, ChannelDirection direction, DateTimeOffset now, int? user) => new()
        {
            Id = id,
            Domain = domain,
            Direction = direction,
            Calling = new Party(null, from),
            Called = new Party(null, to),
            OfferedAt = now,
            State = direction == ChannelDirection.Inbound
            ? new ChannelState.Calling()
            : new ChannelState.Ringing(new CallTarget(CallTargetType.Extension, Name: "Front desk", Address: to)),
            StateSince = now,
            Conversation = conversation,
            User = user is null ? null : new DirectoryReference(user, null),
        };
}
