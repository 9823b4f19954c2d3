using Tandem.Media.Mixing;
using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Supervision;
using Conference = Tandem.Media.Mixing.Conference;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private List<(Call Supervisor, SupervisionMode Mode)>? _supervisors;
    private Conference? _listening;
    private Call? _watched;

    /// <summary>Lets another leg listen to this one, whoever it is connected with, until one of the two ends.</summary>
    /// <param name="supervisor">The other leg, answered; who it talked with is left.</param>
    /// <param name="mode">What it may do.</param>
    /// <exception cref="ArgumentException">The other leg is this one.</exception>
    public Task<CallOutcome> SuperviseAsync(Call supervisor, SupervisionMode mode)
    {
        ArgumentNullException.ThrowIfNull(supervisor);
        if (supervisor == this)
        {
            throw new ArgumentException("A leg cannot listen to itself.", nameof(supervisor));
        }
        return _manager.Loop.InvokeAsync(() => Supervise(supervisor, mode));
    }

    internal CallOutcome Supervise(Call supervisor, SupervisionMode mode)
    {
        if (IsEnded || supervisor.IsEnded)
        {
            return CallOutcome.Ended;
        }
        if (!IsAnswered || !supervisor.IsAnswered || supervisor == this || supervisor == Peer)
        {
            return CallOutcome.NotConnected;
        }
        if (supervisor.IsInTransfer || supervisor._watched is not null || _watched is not null)
        {
            return CallOutcome.Busy;
        }
        var left = supervisor.LeavePeer();
        supervisor.TakeAway();
        supervisor._watched = this;
        (_supervisors ??= []).Add((supervisor, mode));
        Mix();
        _manager.NoteSupervised(this, supervisor, left);
        supervisor.Raise(CallEventKind.Bridged);
        left?.OnLeft(supervisor, isWire: false);
        return CallOutcome.Done;
    }

    /// <summary>Those who listen to it.</summary>
    internal IEnumerable<Call> Supervisors => _supervisors?.Select(item => item.Supervisor) ?? [];

    private bool IsSupervised => _supervisors is { Count: > 0 };

    /// <summary>Lets the legs hear each other: directly, or in a room where others listen in.</summary>
    private void Mix()
    {
        if (!IsSupervised && Peer is not { IsSupervised: true })
        {
            if (Peer is { } peer)
            {
                Media!.Bridge(peer.Media!);
            }
            else
            {
                Media!.Unbridge();
            }
            return;
        }
        var room = _listening ?? Peer?._listening ?? (_listening = _manager.OpenConference());
        room.Join(Media!);
        if (Peer is not null)
        {
            room.Join(Peer.Media!);
        }
        foreach (var watched in (Call?[])[this, Peer])
        {
            foreach (var (supervisor, mode) in watched?._supervisors ?? [])
            {
                room.Join(supervisor.Media!, MemberOf(mode, watched!));
            }
        }
    }

    private static ConferenceMember MemberOf(SupervisionMode mode, Call watched) => mode switch
    {
        SupervisionMode.Spy => ConferenceMember.Listener,
        SupervisionMode.Whisper => new ConferenceMember { WhispersTo = watched.Media },
        _ => ConferenceMember.Party,
    };

    private void EndSupervision()
    {
        foreach (var (supervisor, _) in _supervisors?.ToArray() ?? [])
        {
            supervisor._watched = null;
            supervisor.End(HangupCause.NormalClearing);
        }
        _supervisors = null;
        CloseRoom();
        if (_watched is { IsEnded: false } watched)
        {
            watched._supervisors!.RemoveAll(item => item.Supervisor == this);
            _manager.Model.EndSupervision(watched, this);
            if (!watched.IsSupervised)
            {
                watched.Mix();
                watched.CloseRoom();
            }
        }
        _watched = null;
    }

    private void CloseRoom()
    {
        if (_listening is { } room)
        {
            _listening = null;
            if (Peer is { IsSupervised: true, IsEnded: false } peer)
            {
                // Others listen to the other side: they need a room still.
                peer._listening ??= _manager.OpenConference();
                peer.Mix();
            }
            room.Close();
        }
    }
}
