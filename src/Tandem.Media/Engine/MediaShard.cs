using Tandem.Media.Mixing;
using Tandem.Media.Srtp;

namespace Tandem.Media.Engine;

/// <summary>The legs that share one thread: their clock list, their sums, their memory. Knows no threads itself.</summary>
internal sealed class MediaShard
{
    private readonly List<MediaLeg> _clocked = [];
    private readonly List<MediaLeg> _legs = [];

    /// <param name="index">The number of the shard within its engine.</param>
    public MediaShard(int index) => Index = index;

    public int Index { get; }

    public PacketCounters Counters { get; } = new();

    /// <summary>The memory of packets that wait.</summary>
    public PacketPool Pool { get; } = new();

    /// <summary>Room for one packet that is encrypted before it is sent.</summary>
    public byte[] Sealed { get; } = new byte[PacketBuffer.Size + SrtpContext.MaxGrowth];

    /// <summary>The conferences of this shard.</summary>
    public List<AudioMix> Mixes { get; } = [];

    /// <summary>Whether any leg needs the 20 ms clock.</summary>
    public bool NeedsClock => _clocked.Count > 0;

    /// <summary>Whether any leg is here, and wants to be serviced.</summary>
    public bool HasLegs => _legs.Count > 0;

    public void Add(MediaLeg leg)
    {
        leg.ShardIndex = _legs.Count;
        _legs.Add(leg);
    }

    /// <summary>Lets a leg go; one that is not here is left alone.</summary>
    public void Remove(MediaLeg leg)
    {
        if (leg.ShardIndex < 0)
            return;
        MediaLeg last = _legs[^1];
        _legs[leg.ShardIndex] = last;
        last.ShardIndex = leg.ShardIndex;
        _legs.RemoveAt(_legs.Count - 1);
        leg.ShardIndex = -1;
    }

    /// <summary>Lets each leg do what is not of the moment: reports.</summary>
    public void Service(long now)
    {
        foreach (MediaLeg leg in _legs)
            leg.Service(now);
    }

    public void StartClock(MediaLeg leg)
    {
        if (leg.ClockIndex >= 0)
            return;
        leg.ClockIndex = _clocked.Count;
        _clocked.Add(leg);
    }

    public void StopClock(MediaLeg leg)
    {
        if (leg.ClockIndex < 0)
            return;
        MediaLeg last = _clocked[^1];
        _clocked[leg.ClockIndex] = last;
        last.ClockIndex = leg.ClockIndex;
        _clocked.RemoveAt(_clocked.Count - 1);
        leg.ClockIndex = -1;
    }

    /// <summary>Runs one tick of the clock.</summary>
    /// <param name="now">The instant that the tick stands for.</param>
    public void Tick(long now)
    {
        for (int i = _clocked.Count - 1; i >= 0; i--)
            _clocked[i].Pull();
        foreach (AudioMix mix in Mixes)
            mix.Mix();

        // Backwards: a leg that leaves the list is replaced by one that has had its turn.
        for (int i = _clocked.Count - 1; i >= 0; i--)
        {
            MediaLeg leg = _clocked[i];
            if (!leg.Tick(now))
                StopClock(leg);
        }
    }
}
