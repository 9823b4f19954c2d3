using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Conferences;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private volatile HangupPolicy _hangupPolicy;
    private List<Call>? _children;

    /// <summary>The leg that this one talks with; null for none.</summary>
    public Call? Peer { get; private set; }

    /// <summary>The leg for which this one was dialled, or that adopted it; null for none.</summary>
    public Call? Parent { get; private set; }

    /// <summary>With whom the leg ends; <see cref="HangupPolicy.Automatic"/> by default.</summary>
    public HangupPolicy HangupPolicy
    {
        get => _hangupPolicy;
        set => _hangupPolicy = value;
    }

    /// <summary>The conference that it is in; null for none.</summary>
    internal ConferenceRoom? Room { get; set; }

    /// <summary>
    /// Connects two answered legs, which then are in the program's hands: each stays when the other ends, unless its
    /// <see cref="HangupPolicy"/> says otherwise. Who talked with them before is left alone. The other leg becomes a child of this one where it
    /// is nobody's.
    /// </summary>
    /// <param name="other">The other leg, of the same exchange.</param>
    /// <exception cref="ArgumentException">The other leg is this one.</exception>
    public Task<CallOutcome> BridgeAsync(Call other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other == this)
        {
            throw new ArgumentException("A leg cannot be connected with itself.", nameof(other));
        }
        return _manager.Loop.InvokeAsync(() => Connect(other));
    }

    /// <summary>Parts the leg from the one that it talks with. Both stay, in the program's hands.</summary>
    public Task<CallOutcome> UnbridgeAsync() => _manager.Loop.InvokeAsync(() =>
    {
        if (IsEnded || Peer is not { } peer)
        {
            return IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected;
        }
        if (IsInTransfer || peer.IsInTransfer)
        {
            return CallOutcome.Busy;
        }
        IsProgrammed = peer.IsProgrammed = true;
        Part(peer);
        NoteApart();
        peer.NoteApart();
        return CallOutcome.Done;
    });

    /// <summary>Makes another leg a child of this one, without connecting them.</summary>
    /// <param name="child">The other leg.</param>
    /// <exception cref="ArgumentException">The other leg is this one, or its ancestor.</exception>
    public Task AdoptAsync(Call child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return _manager.Loop.InvokeAsync(() => Adopt(child));
    }

    /// <summary>Makes the leg nobody's child.</summary>
    public Task ReleaseAsync() => _manager.Loop.InvokeAsync(() => { Orphan(); });

    /// <summary>Connects the leg with another one, as one step. Who talked with them before is left alone.</summary>
    internal void BridgeWith(Call other)
    {
        if (Peer == other)
        {
            return;
        }
        var (left, leftByOther) = (LeavePeer(), other.LeavePeer());
        Join(other);
        if (!TryCompleteTransfer(other))
        {
            _manager.NoteJoined(this, other, left is null && leftByOther is null ? [] : [.. new[] { left, leftByOther }.OfType<Call>()]);
        }
        Raise(CallEventKind.Bridged);
        other.Raise(CallEventKind.Bridged);
        left?.OnLeft(this, isWire: false);
        leftByOther?.OnLeft(other, isWire: false);
    }

    /// <summary>Joins the audio of two legs; what the model shows of it is the caller's matter.</summary>
    internal void Join(Call other)
    {
        LeaveRoom();
        other.LeaveRoom();
        (Peer, other.Peer) = (other, this);
        if (other.Parent is null or { IsEnded: true } && Parent != other)
        {
            other.Parent = this;
        }
        Mix();
        UpdateMusic();
        other.UpdateMusic();
    }

    /// <summary>Parts the audio of two legs; what the model shows of it is the caller's matter.</summary>
    internal void Separate()
    {
        if (Peer is { } peer)
        {
            _manager.NoteParted(this);
            (Peer, peer.Peer) = (null, null);
            Mix();
            peer.Mix();
            UpdateMusic();
            peer.UpdateMusic();
        }
    }

    /// <summary>Parts two legs, which both go on, as one step.</summary>
    internal void Part(Call peer)
    {
        Separate();
        _manager.NoteUnbridged(this, peer);
        Raise(CallEventKind.Unbridged);
        peer.Raise(CallEventKind.Unbridged);
    }

    private CallOutcome Connect(Call other)
    {
        if (IsEnded || other.IsEnded)
        {
            return CallOutcome.Ended;
        }
        if (!IsAnswered || !other.IsAnswered)
        {
            return CallOutcome.NotConnected;
        }
        if (IsInTransfer || other.IsInTransfer)
        {
            return CallOutcome.Busy;
        }
        if (!AlignWith(other))
        {
            return CallOutcome.Refused;
        }
        IsProgrammed = other.IsProgrammed = true;
        BridgeWith(other);
        return CallOutcome.Done;
    }

    private void Adopt(Call child)
    {
        for (var ancestor = this; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor == child)
            {
                throw new ArgumentException("A leg cannot be a child of its own.", nameof(child));
            }
        }
        child.Orphan();
        child.Parent = this;
        child.IsProgrammed = true;
        (_children ??= []).Add(child);
    }

    private void Orphan()
    {
        Parent?._children?.Remove(this);
        Parent = null;
    }

    /// <summary>Parts the audio with who it talks with. What the model shows of it, and to tell that leg (<see cref="OnLeft"/>), is the caller's matter.</summary>
    /// <returns>The leg that is left; null for none.</returns>
    internal Call? LeavePeer()
    {
        var left = Peer;
        if (left is not null)
        {
            Separate();
            Raise(CallEventKind.Unbridged);
            left.Raise(CallEventKind.Unbridged);
        }
        return left;
    }

    /// <summary>Whether the leg stays where the one that it talks with leaves it: a program has it, or it goes back to somebody.</summary>
    internal bool StaysAlone => IsInTransfer || HangupPolicy != HangupPolicy.Automatic || IsProgrammed;

    private void LeaveAll(bool isWire)
    {
        if (Peer is { } peer)
        {
            (Peer, peer.Peer) = (null, null);
            peer.OnLeft(this, isWire);
        }
        foreach (var child in _children?.ToArray() ?? [])
        {
            if (isWire && child.HangupPolicy is HangupPolicy.WithParent or HangupPolicy.WithEither)
            {
                child.End(HangupCause.NormalClearing, isWire: true);
            }
        }
        _children = null;
        EndSupervision();
        LeaveRoom();
        Parent?._children?.Remove(this);
        EndChanges();
        TellUntold();
        NoteApart();
    }

    private void LeaveRoom()
    {
        if (Room is { } room)
        {
            _manager.Leave(this, room);
        }
    }

    /// <summary>The one that it talked with is over: it ends too, or stays.</summary>
    internal void OnLeft(Call other, bool isWire)
    {
        if (_transfer?.OnLeft(this) == true)
        {
            return;
        }
        if (EndsWith(other, isWire))
        {
            End(HangupCause.NormalClearing, isWire: isWire);
            return;
        }
        if (IsSupervised)
        {
            Mix();
        }
        UpdateMusic();
        NoteApart();
    }

    private bool EndsWith(Call other, bool isWire) => HangupPolicy switch
    {
        HangupPolicy.Automatic => !IsProgrammed,
        HangupPolicy.Stay => false,
        _ when !isWire => false,
        HangupPolicy.WithParent => Parent == other,
        HangupPolicy.WithChild => other.Parent == this,
        _ => true,
    };
}
