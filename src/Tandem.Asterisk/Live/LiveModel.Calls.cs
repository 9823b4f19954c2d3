using Tandem.Asterisk.Live.Calls;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Asterisk.Live;

/// <summary>Which channels make a call, and how it ends, joins another or comes apart.</summary>
internal sealed partial class LiveModel
{
    // A room that is always open has thousands of participants in time; those who left it are not kept for ever.
    private const int MostMembers = 100;

    /// <summary>The call that a Linkedid names as a channel begins; a new one where there is none.</summary>
    private AsteriskCall CallFor(string linkedId)
    {
        if (_channels.TryGetValue(linkedId, out var first) && first.Call is { EndedAt: null } its)
        {
            return its;
        }
        var id = Id(linkedId);
        if (!_calls.TryGetValue(id, out var call))
        {
            call = new AsteriskCall(id, _now);
            _calls.Add(id, call);
        }
        return call;
    }

    private void Join(AsteriskCall call, AsteriskChannel channel)
    {
        channel.Call = call;
        call.Channels.Add(channel);
        if (!channel.IsHidden)
        {
            call.Members.Add(channel);
            SetParties(call, channel);
        }
    }

    /// <summary>Who calls whom, from the first channel that tells.</summary>
    private static void SetParties(AsteriskCall call, AsteriskChannel channel)
    {
        if (channel.IsHidden)
        {
            return;
        }
        if (call.Trunk is null && channel.Trunk is { } trunk)
        {
            call.Trunk = trunk;
            call.CameByTrunk = channel.Direction == ChannelDirection.Inbound && call.Members.Count == 1;
        }
        if (channel.Direction == ChannelDirection.Inbound && call.Calling.Number is null && call.Members[0] == channel)
        {
            call.Calling = channel.Self;
            call.Called = channel.Called;
            call.CameByTrunk = channel.Trunk is not null;
        }
        else if (channel.IsOriginated && call.Calling.Number is null)
        {
            call.Calling = channel.Self;
        }
    }

    /// <summary>Makes two calls one: the older goes on, the younger has ended in it.</summary>
    /// <returns>Whether anybody can see that.</returns>
    private bool Merge(AsteriskChannel first, AsteriskChannel second)
    {
        if (first.Call == second.Call)
        {
            return false;
        }
        var (older, younger) = IsOlder(first.Call, second.Call) ? (first.Call, second.Call) : (second.Call, first.Call);
        foreach (var channel in younger.Channels)
        {
            channel.Call = older;
            older.Channels.Add(channel);
            if (!channel.IsHidden)
            {
                older.Members.Add(channel);
                if (channel.Shown is not null)
                {
                    Mark(channel.Extension);
                    Mark(channel.Trunk);
                }
            }
        }
        foreach (var supervisor in younger.Supervisors)
        {
            older.Supervisors.Add(supervisor);
        }
        older.AnsweredAt = older.AnsweredAt is { } one && younger.AnsweredAt is { } other ? (one < other ? one : other) : older.AnsweredAt ?? younger.AnsweredAt;
        older.Queue ??= younger.Queue;
        older.Trunk ??= younger.Trunk;
        younger.Channels.Clear();
        younger.EndedAt = _now;
        younger.Cause = HangupCause.Merged;
        younger.MergedInto = older;
        younger.Pending = null;
        Forget(younger);
        foreach (var alias in younger.Aliases.Prepend(younger.Id))
        {
            older.Aliases.Add(alias);
            _calls[alias] = older;
        }
        if (!younger.IsShown)
        {
            return false;
        }
        Mark(younger);
        Mark(older);
        return true;
    }

    private static bool IsOlder(AsteriskCall call, AsteriskCall other) =>
        call.StartedAt != other.StartedAt ? call.StartedAt < other.StartedAt : string.CompareOrdinal(call.Id.LocalId, other.Id.LocalId) < 0;

    private void Forget(AsteriskCall call)
    {
        _calls.Remove(call.Id);
        foreach (var alias in call.Aliases)
        {
            _calls.Remove(alias);
        }
    }

    private void HangUp(AsteriskChannel channel, HangupCause cause)
    {
        var call = channel.Call;
        if (channel.Shown is null && !channel.IsHidden)
        {
            // It began and ended before it was shown: its beginning is told first.
            Publish(call, ChangeKind.Offered);
        }
        channel.HungUpAt = _now;
        channel.Cause = cause;
        Detach(channel);
        if (channel.IsHidden)
        {
            Retire(call, channel);
            return;
        }
        channel.LastEvent = nameof(ChangeKind.HungUp);
        call.Ended.Add(channel);
        KeepOrDropMember(call, channel);
        if (TookPart(channel) && cause != HangupCause.BlindTransfer && cause != HangupCause.AttendedTransfer && cause != HangupCause.PickedOff)
        {
            call.Cause ??= cause;
        }
        if (!call.HasVisible)
        {
            End(call, cause);
        }
        Publish(call, ChangeKind.HungUp, cause.Name);
    }

    private void Retire(AsteriskCall call, AsteriskChannel hidden)
    {
        if (call.Channels.Count == 0)
        {
            if (call.IsShown && call.EndedAt is null)
            {
                End(call, hidden.Cause!);
                Publish(call, ChangeKind.HungUp);
            }
            else
            {
                Forget(call);
            }
        }
        else if (call.IsShown)
        {
            Defer(call, ChangeKind.ChannelChanged);
        }
    }

    private void End(AsteriskCall call, HangupCause cause)
    {
        call.EndedAt = _now;
        call.Cause ??= cause;

        // An application that answered makes it an answered call; a queue that only let the caller wait does not.
        if (call.Queue is null && call.AnsweredAt is null)
        {
            call.AnsweredAt = call.Members.Find(member => member is { Direction: ChannelDirection.Inbound, AnsweredAt: not null } && !member.HasAnsweredDial)?.AnsweredAt;
        }
        call.Supervisors.Clear();
        if (call.Channels.Count == 0)
        {
            Forget(call);
        }
    }

    /// <summary>A phone that rang and did not get the call took no part in it.</summary>
    private static void KeepOrDropMember(AsteriskCall call, AsteriskChannel channel)
    {
        var isDouble = channel.Cause == HangupCause.AttendedTransfer
            && call.Members.Exists(other => other != channel && other.Extension is not null && other.Extension == channel.Extension);
        if ((!TookPart(channel) && call.HasVisible) || isDouble || call.Members.Count > MostMembers)
        {
            call.Members.Remove(channel);
        }
    }

    private static bool TookPart(AsteriskChannel channel) =>
        channel.AnsweredAt is not null || channel.Direction == ChannelDirection.Inbound || channel.IsOriginated;

    /// <summary>Takes a channel out of all that it had a part in.</summary>
    private void Detach(AsteriskChannel channel)
    {
        _channels.Remove(channel.UniqueId);
        _gone.Add(channel.UniqueId);
        channel.Call.Channels.Remove(channel);
        LeaveBridge(channel);
        CloseDials(channel);
        if (channel.OtherHalf is { } half)
        {
            half.OtherHalf = null;
            channel.OtherHalf = null;
        }
        if (channel.Wait is { } wait)
        {
            LeaveQueue(channel, wait);
        }
        StopSpying(channel);
        foreach (var spy in channel.Call.Supervisors.Where(spy => spy.SpiesOn == channel).ToArray())
        {
            StopSpying(spy);
        }
        channel.Extension?.Channels.Remove(channel);
        channel.Trunk?.Channels.Remove(channel);
        Mark(channel.Extension);
        Mark(channel.Trunk);
    }

    private HangupCause CauseOf(AsteriskChannel channel, int number)
    {
        if (channel.Cause is { } known)
        {
            return known;
        }
        var gaveUp = channel.Call.AnsweredAt is null && channel is { Direction: ChannelDirection.Inbound, PartyHungUp: true };
        if (gaveUp && channel.Call.Channels.TrueForAll(other => !other.IsUp || other == channel))
        {
            return HangupCause.OriginatorCancel;
        }
        return HangupCause.FromQ850(Math.Clamp(number, 0, 127));
    }
}
