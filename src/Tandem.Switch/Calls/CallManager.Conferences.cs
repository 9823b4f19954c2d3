using Tandem.Pbx.Model;
using Tandem.Pbx.State;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Conferences;
using Tandem.Switch.Calls.Supervision;
using Tandem.Switch.Directory;
using Conference = Tandem.Media.Mixing.Conference;

namespace Tandem.Switch.Calls;

/// <summary>Rooms in which many talk, and those in which somebody listens in.</summary>
internal sealed partial class CallManager
{
    private readonly Dictionary<string, ConferenceRoom> _rooms = new(StringComparer.Ordinal);

    /// <summary>A room for audio only, which nobody sees.</summary>
    public Conference OpenConference() => _media.OpenConference();

    public ConferenceRoom? FindRoom(string name) => _rooms.GetValueOrDefault(name);

    /// <summary>Rings an extension's phones, and lets the first that answers listen to a leg.</summary>
    public Task<CallOutcome> SuperviseAsync(SipAccount account, Call watched, SupervisionMode mode) =>
        watched.IsEnded || !watched.IsAnswered
            ? Task.FromResult(watched.IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected)
            : RingAsync(account, watched.Own, watched, pickedUp: null, leg => watched.Supervise(leg, mode));

    /// <summary>Shows that a leg listens to another one.</summary>
    /// <param name="watched">The other one.</param>
    /// <param name="supervisor">The leg.</param>
    /// <param name="left">Whom it talked with until now; null for nobody.</param>
    public void NoteSupervised(Call watched, Call supervisor, Call? left) => Model.Supervise(watched, supervisor, left, RegroupAlone(supervisor, left));

    /// <summary>Moves a leg into a room of its domain, which is made where there is none; who it talks with is left.</summary>
    public CallOutcome Join(Call call, string name)
    {
        name = _domains.KeyOf(name, call.Home);
        if (call.IsEnded || !call.IsAnswered)
        {
            return call.IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected;
        }
        if (call.IsInTransfer || call.Peer is { IsInTransfer: true })
        {
            return CallOutcome.Busy;
        }
        var room = _rooms.GetValueOrDefault(name);
        if (room?.Members.Contains(call) == true)
        {
            return CallOutcome.Done;
        }
        if (room is { IsLocked: true })
        {
            return CallOutcome.Refused;
        }
        if (room is null)
        {
            _rooms.Add(name, room = new ConferenceRoom(name, _media.OpenConference()));
        }
        if (call.Room is { } former)
        {
            Leave(call, former);
        }
        var left = call.LeavePeer();
        call.TakeAway();
        room.Members.Add(call);
        call.Room = room;
        room.Audio.Join(call.Media!);
        Model.JoinConference(call, name, left, RegroupAlone(call, left));
        call.Raise(CallEventKind.Bridged);
        left?.OnLeft(call, isWire: false);
        return CallOutcome.Done;
    }

    /// <summary>Notes that a leg is no longer in its room; the last one closes it.</summary>
    public void Leave(Call call, ConferenceRoom room)
    {
        call.Room = null;
        room.Members.Remove(call);
        if (room.Members.Count == 0)
        {
            _rooms.Remove(room.Name);
            room.Audio.Close();
        }
        Model.LeaveConference(call, room.Name, isOver: room.Members.Count == 0);
    }

    public void Lock(ConferenceRoom room, bool locked)
    {
        room.IsLocked = locked;
        Model.LockConference(room.Name, locked);
    }

    /// <summary>Sends all members out.</summary>
    public static void End(ConferenceRoom room)
    {
        foreach (var member in room.Members.ToArray())
        {
            member.End(HangupCause.ManagerRequest);
        }
    }
}
