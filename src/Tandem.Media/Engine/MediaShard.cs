using Tandem.Media.Mixing;
using Tandem.Media.Srtp;

namespace Tandem.Media.Engine;

/// <summary>The legs that share one thread: their clock list, their sums, their memory. Knows no threads itself.</summary>
internal sealed class MediaShard
{
    private readonly LegList _clocked = new(static leg => ref leg.ClockPlace);
    private readonly LegList _legs = new(static leg => ref leg.ShardPlace);

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

    public void Add(MediaLeg leg) => _legs.Add(leg);

    public void Remove(MediaLeg leg) => _legs.Remove(leg);

    /// <summary>Lets each leg do what is not of the moment: reports.</summary>
    public void Service(long now)
    {
        for (int i = 0; i < _legs.Count; i++)
            _legs[i].Service(now);
    }

    public void StartClock(MediaLeg leg) => _clocked.Add(leg);

    public void StopClock(MediaLeg leg) => _clocked.Remove(leg);

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
