using Tandem.Asterisk.Live.Calls;

namespace Tandem.Asterisk.Live;

/// <summary>How a call comes apart.</summary>
internal sealed partial class LiveModel
{
    /// <summary>A call whose parts have gone on by themselves, as after both legs were redirected, is two.</summary>
    private bool SplitOff(AsteriskCall call)
    {
        // The part with the oldest channel keeps the id.
        var oldest = call.Channels.MinBy(channel => channel.Order);
        if (oldest is null)
        {
            return false;
        }
        var stays = Related(oldest);
        var first = call.Channels.Find(channel => !stays.Contains(channel) && IsElsewhere(channel));
        if (first is null || !stays.Any(IsElsewhere))
        {
            return false;
        }
        var leaving = Related(first);
        var part = new AsteriskCall(leaving.MinBy(channel => channel.Order)!.Id, _now)
        {
            SplitFrom = call.Id,
            Calling = call.Calling,
            Called = call.Called,
            AnsweredAt = _now,
            Trunk = leaving.FirstOrDefault(channel => channel.Trunk is not null)?.Trunk,
        };
        if (!_calls.TryAdd(part.Id, part))
        {
            return false;
        }
        foreach (var channel in leaving)
        {
            call.Channels.Remove(channel);
            call.Members.Remove(channel);
            channel.Call = part;
            part.Channels.Add(channel);
            if (!channel.IsHidden)
            {
                part.Members.Add(channel);
            }
            Mark(channel.Extension);
            Mark(channel.Trunk);
        }
        Mark(part);
        return true;
    }

    /// <summary>It has gone on to something of its own, and does not merely hang in the air before it ends.</summary>
    private static bool IsElsewhere(AsteriskChannel channel) =>
        !channel.IsHidden && channel.IsUp
        && (channel is { Bridge: not null, IsLeaving: false } || channel.Dials.Count > 0 || channel.Wait is not null || channel.Parking is not null
            || DialplanApplications.StateIn(channel.Application, channel.ApplicationData, channel.Exten) is not null);

    private static HashSet<AsteriskChannel> Related(AsteriskChannel first)
    {
        var found = new HashSet<AsteriskChannel>();
        var open = new Stack<AsteriskChannel>([first]);
        while (open.TryPop(out var channel))
        {
            if (!found.Add(channel))
            {
                continue;
            }
            foreach (var member in channel.Bridge is { Joins: true } bridge ? bridge.Members : [])
            {
                open.Push(member);
            }
            foreach (var dialed in channel.Dials)
            {
                open.Push(dialed);
            }
            if (channel.DialedBy is { } dialer)
            {
                open.Push(dialer);
            }
            if (channel.OtherHalf is { } half)
            {
                open.Push(half);
            }
        }
        return found;
    }
}
