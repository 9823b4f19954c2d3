using Tandem.Media.Engine;
using Tandem.Media.Mixing;

namespace Tandem.Media;

/// <content>
/// A channel has one owner at a time, the thread of its shard, and its own queue of commands, which goes with it when it moves: so each
/// command runs once, in order, wherever the channel is by then. Only the owner gives a channel away.
/// </content>
public sealed partial class MediaChannel
{
    internal ShardThread Thread => _thread;

    /// <summary>Before <see cref="Begin"/>.</summary>
    internal void WatchIdle(TimeSpan? limit) => _leg.Idle = limit is { } time ? new IdleWatch(time) : null;

    /// <summary>Starts to receive, once the engine knows the channel.</summary>
    internal void Begin() => Post(() => Arrive(_thread));

    private void Post(Action command)
    {
        _commands.Enqueue(command);
        if (Interlocked.Exchange(ref _scheduled, 1) == 0)
            _thread.Post(_drain);
    }

    private void Drain(ShardThread thread)
    {
        if (_thread == thread)
            Interlocked.Exchange(ref _scheduled, 0);
        while (_thread == thread && _commands.TryDequeue(out Action? command))
            command();

        // Moved away, before or during the loop: the rest is for the new owner.
        if (_thread != thread)
            _thread.Post(_drain);
    }

    /// <summary>Links with another channel; where that is on another thread, the one with the higher number moves first.</summary>
    private void Join(MediaChannel other, long order)
    {
        if (_leg.IsOvertaken(order))
            return;
        ShardThread mine = _thread;
        ShardThread theirs = other._thread;
        if (mine == theirs)
        {
            _leg.Link(other._leg, order);
        }
        else if (mine.Shard.Index > theirs.Shard.Index)
        {
            MoveTo(theirs);
            Post(() => Join(other, order));
        }
        else
        {
            other.Post(() => other.Invite(this, order));
        }
    }

    /// <summary>Moves to the thread of a channel that wants to link, then lets it try again.</summary>
    private void Invite(MediaChannel caller, long order)
    {
        if (_leg.IsOvertaken(order))
            return;
        ShardThread theirs = caller._thread;
        if (theirs.Shard.Index < _thread.Shard.Index)
            MoveTo(theirs);
        caller.Post(() => caller.Join(this, order));
    }

    /// <summary>Enters a conference; where that is on another thread, the channel moves there first.</summary>
    internal void Enter(Conference conference, ConferenceMember member)
    {
        long order = Engine.NextOrder();
        Post(() => Enter(conference, member, order));
    }

    private void Enter(Conference conference, ConferenceMember member, long order)
    {
        if (_leg.IsOvertaken(order))
            return;
        if (_thread != conference.Thread)
        {
            MoveTo(conference.Thread);
            Post(() => Enter(conference, member, order));
        }
        else
        {
            _leg.Enter(conference.Mix, member, member.WhispersTo?._leg, order);
        }
    }

    private void MoveTo(ShardThread thread)
    {
        _thread.Depart(_rtp, _rtcp);
        _thread.Shard.Remove(_leg);
        _leg.MoveTo(thread.Shard);
        thread.Expect();

        // From here on the new owner may run, even close the channel or give it away before it has arrived.
        _thread = thread;
        thread.Post(_arrive);
    }

    private void Arrive(ShardThread thread)
    {
        if (_thread != thread || _leg.IsClosed || _rtp.Slot >= 0)
            return;
        thread.Arrive(_rtp, _rtcp);
        thread.Shard.Add(_leg);
        _leg.Arrive();
    }

    private void CloseOnThread()
    {
        _leg.Close();
        _thread.Shard.Remove(_leg);
        _thread.Depart(_rtp, _rtcp);
        _rtp.Dispose();
        _rtcp.Dispose();
        Engine.OnClosed(this);
    }
}
