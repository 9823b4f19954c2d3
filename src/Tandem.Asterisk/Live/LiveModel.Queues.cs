using Tandem.Asterisk.Live.Calls;
using Tandem.Asterisk.Messages;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

internal sealed partial class LiveModel
{
    /// <summary>The queues, each with the channels that wait in it.</summary>
    private readonly Dictionary<string, List<AsteriskChannel>> _queues = new(StringComparer.Ordinal);

    /// <summary>How the queues name their members.</summary>
    private readonly Dictionary<ObjectId, string> _interfaces = [];

    private List<AsteriskChannel> Waiting(string queue)
    {
        if (!_queues.TryGetValue(queue, out var waiting))
        {
            _queues.Add(queue, waiting = []);
        }
        if (!_objects.ContainsKey((EntityKind.Queue, Id(queue))))
        {
            Put(new Queue { Id = Id(queue), Domain = Domain, Name = queue });
        }
        return waiting;
    }

    private void OnQueueJoin(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Own) is not { } channel || Text(block, "Queue"u8) is not { } queue)
        {
            return;
        }
        var waiting = Waiting(queue);
        var position = block.TryGetInt32("Position"u8, out var given) ? given : waiting.Count + 1;
        if (channel.Wait is { } other)
        {
            LeaveQueue(channel, other);
        }

        // One with a higher priority is put before those who came earlier.
        foreach (var later in waiting)
        {
            if (later.Wait!.Position >= position)
            {
                later.Wait = later.Wait with { Position = later.Wait.Position + 1 };
                Mark(later.Call);
            }
        }
        channel.Wait = new QueueWait(queue, position, _now);
        waiting.Add(channel);
        channel.Call.Queue = queue;
        Publish(channel.Call, ChangeKind.QueueJoined, queue, channel);
    }

    private void OnQueueLeave(AmiBlock block)
    {
        if (Known(block, ChannelHeaders.Own) is { Wait: { } wait } channel && wait.Queue == Text(block, "Queue"u8))
        {
            LeaveQueue(channel, wait);
            Publish(channel.Call, ChangeKind.QueueLeft, wait.Queue, channel);
        }
    }

    private void LeaveQueue(AsteriskChannel channel, QueueWait wait)
    {
        channel.Wait = null;
        Mark(channel.Call);
        if (!_queues.TryGetValue(wait.Queue, out var waiting))
        {
            return;
        }
        waiting.Remove(channel);
        foreach (var later in waiting)
        {
            if (later.Wait!.Position > wait.Position)
            {
                later.Wait = later.Wait with { Position = later.Wait.Position - 1 };
                Mark(later.Call);
            }
        }
    }

    private void OnQueueAbandon(AmiBlock block)
    {
        if (Text(block, "Queue"u8) is not { } queue)
        {
            return;
        }
        UpdateQueue(queue, current => current with { Abandoned = current.Abandoned + 1 });
        if (Known(block, ChannelHeaders.Own) is { Wait: { } wait } channel)
        {
            channel.Cause = HangupCause.OriginatorCancel;
            LeaveQueue(channel, wait);
            Publish(channel.Call, ChangeKind.QueueLeft, "abandoned", channel);
        }
        else
        {
            Commit(ChangeKind.QueueChanged);
        }
    }

    private void OnAgentCalled(AmiBlock block)
    {
        if (Channel(block, ChannelHeaders.Own) is { } caller && Channel(block, ChannelHeaders.Dest) is { } agent)
        {
            caller.Call.Queue ??= Text(block, "Queue"u8);
            if (!agent.IsUp)
            {
                agent.Direction = ChannelDirection.Outbound;
            }
            if (Dial(caller, agent))
            {
                Publish(caller.Call, ChangeKind.Offered, about: agent);
            }
            else
            {
                Defer(caller.Call, ChangeKind.Offered);
            }
        }
    }

    private void OnAgentConnect(AmiBlock block)
    {
        if (Text(block, "Queue"u8) is { } queue && block.TryGetInt32("HoldTime"u8, out var seconds))
        {
            // Asterisk's own average: three parts of the old, one of the new.
            UpdateQueue(queue, current => current with { AverageHoldTime = Mean(current.AverageHoldTime, seconds, isFirst: false) });
            Commit(ChangeKind.QueueChanged);
        }
    }

    private void OnAgentComplete(AmiBlock block)
    {
        if (Text(block, "Queue"u8) is not { } queue || !block.TryGetInt32("TalkTime"u8, out var talked))
        {
            return;
        }
        var held = block.TryGetInt32("HoldTime"u8, out var hold) ? hold : 0;
        UpdateQueue(queue, current =>
        {
            var inTime = (current.ServiceLevelPercent ?? 0) / 100 * current.Completed;
            inTime += held <= (current.ServiceLevelTime ?? TimeSpan.Zero).TotalSeconds ? 1 : 0;
            return current with
            {
                Completed = current.Completed + 1,
                AverageTalkTime = Mean(current.AverageTalkTime, talked, isFirst: true),
                ServiceLevelPercent = Math.Round(inTime / (current.Completed + 1) * 100, 1),
            };
        });
        Commit(ChangeKind.QueueChanged);
    }

    private static TimeSpan Mean(TimeSpan? before, int seconds, bool isFirst)
    {
        var old = (int)(before ?? TimeSpan.Zero).TotalSeconds;
        return TimeSpan.FromSeconds(isFirst && old == 0 ? seconds : ((old * 3) + seconds) >> 2);
    }

    private void UpdateQueue(string name, Func<Queue, Queue> update)
    {
        Waiting(name);
        Put(update(Object<Queue>(EntityKind.Queue, Id(name))!));
    }

    private void OnQueueMember(AmiBlock block)
    {
        ReadQueueMember(block, "MemberName"u8, "Interface"u8);
        Commit(ChangeKind.QueueChanged);
    }

    private void OnQueueMemberRemoved(AmiBlock block)
    {
        if (Text(block, "Queue"u8) is { } queue && MemberNumber(block, "Interface"u8) is { } number)
        {
            _interfaces.Remove(Id($"{queue}/{number}"));
            Drop(EntityKind.QueueMember, Id($"{queue}/{number}"));
            Commit(ChangeKind.QueueChanged);
        }
    }

    private void ReadQueueMember(AmiBlock block, ReadOnlySpan<byte> nameHeader, ReadOnlySpan<byte> interfaceHeader)
    {
        if (Text(block, "Queue"u8) is not { } queue || MemberNumber(block, interfaceHeader) is not { } number)
        {
            return;
        }
        Waiting(queue);
        var id = Id($"{queue}/{number}");
        _interfaces[id] = Text(block, interfaceHeader)!;
        var known = Object<QueueMember>(EntityKind.QueueMember, id);
        var isPaused = block.TryGetBoolean("Paused"u8, out var paused) && paused;
        Put(new QueueMember
        {
            Id = id,
            Domain = Domain,
            Queue = Id(queue),
            Extension = Id(number),
            Name = Text(block, nameHeader),
            Type = Text(block, "Membership"u8) switch
            {
                "dynamic" => QueueMemberType.Dynamic,
                "realtime" => QueueMemberType.Realtime,
                _ => QueueMemberType.Static,
            },

            // 4 is an invalid device, 5 one that is not there: nobody calls those.
            LoggedIn = !block.TryGetInt32("Status"u8, out var status) || status is not (4 or 5),
            Paused = isPaused,
            PauseReason = isPaused ? Text(block, "PausedReason"u8) ?? Text(block, "Reason"u8) : null,
            PausedSince = isPaused ? Instant(block, "LastPause"u8) ?? known?.PausedSince ?? _now : null,
            Penalty = block.TryGetInt32("Penalty"u8, out var penalty) ? Math.Max(0, penalty) : 0,
            CallsTaken = block.TryGetInt32("CallsTaken"u8, out var taken) ? taken : 0,
            LastCallAt = Instant(block, "LastCall"u8),
        });
    }

    /// <summary>The extension that a member's interface rings, or the one whose state it shows.</summary>
    private string? MemberNumber(AmiBlock block, ReadOnlySpan<byte> interfaceHeader)
    {
        var device = Text(block, interfaceHeader) is { } name ? Device(name).Name.Resource : null;
        if (device is not null && !IsNumber(device) && Text(block, "StateInterface"u8) is { } state && IsNumber(Device(state).Name.Resource))
        {
            return Device(state).Name.Resource;
        }
        return device;
    }

    private static DateTimeOffset? Instant(AmiBlock block, ReadOnlySpan<byte> name) =>
        block.TryGetInt64(name, out var seconds) && seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private void ReadQueue(AmiBlock block)
    {
        if (Text(block, "Queue"u8) is not { } name)
        {
            return;
        }
        Waiting(name);
        Put(new Queue
        {
            Id = Id(name),
            Domain = Domain,
            Name = name,
            Strategy = Text(block, "Strategy"u8),
            Completed = block.TryGetInt32("Completed"u8, out var completed) ? completed : 0,
            Abandoned = block.TryGetInt32("Abandoned"u8, out var abandoned) ? abandoned : 0,
            ServiceLevelTime = Seconds(block, "ServiceLevel"u8),
            ServiceLevelPercent = double.TryParse(block["ServicelevelPerf"u8], System.Globalization.CultureInfo.InvariantCulture, out var percent) ? percent : null,
            AverageHoldTime = Seconds(block, "Holdtime"u8),
            AverageTalkTime = Seconds(block, "TalkTime"u8),
        });
    }

    private void ReadWaitingCaller(AmiBlock block)
    {
        if (Text(block, "Queue"u8) is not { } queue || Known(block, ChannelHeaders.Own) is not { } channel)
        {
            return;
        }
        var waiting = Waiting(queue);
        if (!waiting.Contains(channel))
        {
            waiting.Add(channel);
        }
        var waited = block.TryGetInt32("Wait"u8, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
        var position = block.TryGetInt32("Position"u8, out var given) ? given : waiting.Count;
        channel.Wait = channel.Wait is { } known && known.Queue == queue ? known with { Position = position } : new QueueWait(queue, position, _now - waited);
        channel.Call.Queue = queue;
        _placesSeen.Add(channel);
        Mark(channel.Call);
    }

    private static TimeSpan? Seconds(AmiBlock block, ReadOnlySpan<byte> name) => block.TryGetInt32(name, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
