using Tandem.Media.Engine;

namespace Tandem.Media.Mixing;

/// <summary>
/// A room in which each channel hears all others: 3 to 500 of them, of any codecs. Made by <see cref="MediaEngine.OpenConference"/>; its
/// channels move to the media thread of the room. Members may be called from any thread and return at once; events are raised on the
/// thread pool.
/// </summary>
public sealed class Conference
{
    private readonly MediaEngine _engine;
    private readonly AudioMix _mix;
    private int _closed;

    internal Conference(MediaEngine engine, ShardThread thread)
    {
        _engine = engine;
        Thread = thread;
        _mix = new AudioMix(OnPlayEnded);
        thread.Post(t => t.Shard.Mixes.Add(_mix));
    }

    /// <summary>An announcement to all is over.</summary>
    public event Action<Conference, AudioSource, PlayEndReason>? PlayEnded;

    /// <summary>How many channels are in the room.</summary>
    public int Count => _mix.Count;

    internal ShardThread Thread { get; }

    internal AudioMix Mix => _mix;

    /// <summary>
    /// Takes a channel into the room, in place of any bridge or echo of it, or changes what it may do there. It stays until
    /// <see cref="MediaChannel.Unbridge"/>, another bridge, or its end.
    /// </summary>
    /// <param name="channel">A channel of the same engine.</param>
    /// <param name="member">What it may do; a party where null.</param>
    /// <exception cref="ArgumentException">The channel, or the one that it whispers to, is of another engine; or the gain is out of range.</exception>
    public void Join(MediaChannel channel, ConferenceMember? member = null)
    {
        ArgumentNullException.ThrowIfNull(channel);
        member ??= ConferenceMember.Party;
        member.Validate();
        if (channel.Engine != _engine || member.WhispersTo is { } target && target.Engine != _engine)
            throw new ArgumentException("All channels of a conference must belong to its engine.", nameof(channel));
        if (Volatile.Read(ref _closed) == 0)
            channel.Enter(this, member);
    }

    /// <summary>Plays a source to all members, on top of what they say, in place of what was played. Its time passes while there are members.</summary>
    /// <param name="source">The source.</param>
    public void Play(AudioSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Thread.Post(_ => _mix.Play(source, PlayEndReason.Replaced));
    }

    /// <summary>Stops what is played to all.</summary>
    public void StopPlay() => Thread.Post(_ => _mix.Play(null, PlayEndReason.Stopped));

    /// <summary>Ends the conference; its channels stay open.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;
        Thread.Post(thread =>
        {
            _mix.Clear();
            thread.Shard.Mixes.Remove(_mix);
        });
    }

    private void OnPlayEnded(AudioSource source, PlayEndReason reason) =>
        ThreadPool.QueueUserWorkItem(
            static end => end.Conference.PlayEnded?.Invoke(end.Conference, end.Source, end.Reason),
            (Conference: this, Source: source, Reason: reason),
            preferLocal: false);
}
