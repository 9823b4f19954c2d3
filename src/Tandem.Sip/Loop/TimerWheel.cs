using System.Numerics;

namespace Tandem.Sip.Loop;

/// <summary>
/// A hashed timing wheel: starting and stopping a timer is O(1), whatever the number of timers. A timer that is further
/// away than one turn stays in its slot until its turn comes.
/// </summary>
internal sealed class TimerWheel
{
    /// <summary>Length of one tick.</summary>
    public const int TickMilliseconds = 10;

    private const int SlotCount = 4096;
    private const int SlotMask = SlotCount - 1;

    private readonly LoopTimer?[] _slots = new LoopTimer?[SlotCount];
    private readonly ulong[] _occupied = new ulong[SlotCount / 64];

    /// <summary>The last tick whose timers have been fired.</summary>
    public long CurrentTick { get; private set; }

    /// <summary>Number of running timers.</summary>
    public int Count { get; private set; }

    public void Add(LoopTimer timer, long dueTick)
    {
        Remove(timer);
        timer.DueTick = Math.Max(dueTick, CurrentTick + 1);
        var slot = (int)(timer.DueTick & SlotMask);
        timer.Slot = slot;
        timer.Previous = null;
        timer.Next = _slots[slot];
        if (timer.Next is not null)
        {
            timer.Next.Previous = timer;
        }
        _slots[slot] = timer;
        _occupied[slot >> 6] |= 1UL << (slot & 63);
        Count++;
    }

    public void Remove(LoopTimer timer)
    {
        var slot = timer.Slot;
        if (slot < 0)
        {
            return;
        }
        if (timer.Previous is null)
        {
            _slots[slot] = timer.Next;
            if (timer.Next is null)
            {
                _occupied[slot >> 6] &= ~(1UL << (slot & 63));
            }
        }
        else
        {
            timer.Previous.Next = timer.Next;
        }
        if (timer.Next is not null)
        {
            timer.Next.Previous = timer.Previous;
        }
        timer.Next = timer.Previous = null;
        timer.Slot = -1;
        Count--;
    }

    /// <summary>Moves the wheel to <paramref name="tick"/>, handing every timer that came due to <paramref name="fire"/>, in order of ticks.</summary>
    public void AdvanceTo(long tick, Action<LoopTimer> fire)
    {
        while (CurrentTick < tick)
        {
            var next = Count == 0 ? tick : Math.Min(tick, NextOccupiedTick());
            CurrentTick = next;
            FireSlot((int)(next & SlotMask), next, fire);
        }
    }

    /// <summary>The first tick after the current one whose slot holds a timer (which may belong to a later turn); null when no timer runs.</summary>
    public long? NextTick => Count == 0 ? null : NextOccupiedTick();

    private void FireSlot(int slot, long tick, Action<LoopTimer> fire)
    {
        // A callback may start or stop any timer, so each round looks at the slot anew.
        while (FindDue(slot, tick) is { } due)
        {
            Remove(due);
            fire(due);
        }
    }

    private LoopTimer? FindDue(int slot, long tick)
    {
        // Timers are added at the head: the last due one was started first.
        LoopTimer? due = null;
        for (var timer = _slots[slot]; timer is not null; timer = timer.Next)
        {
            if (timer.DueTick <= tick)
            {
                due = timer;
            }
        }
        return due;
    }

    private long NextOccupiedTick()
    {
        var start = (int)((CurrentTick + 1) & SlotMask);
        for (int word = start >> 6, scanned = 0; scanned <= _occupied.Length; scanned++, word = (word + 1) & (_occupied.Length - 1))
        {
            var bits = _occupied[word];
            if (scanned == 0)
            {
                bits &= ulong.MaxValue << (start & 63);
            }
            if (bits != 0)
            {
                var slot = (word << 6) + BitOperations.TrailingZeroCount(bits);
                return CurrentTick + 1 + ((slot - start) & SlotMask);
            }
        }
        return CurrentTick + SlotCount;
    }
}
