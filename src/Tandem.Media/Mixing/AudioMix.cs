using Tandem.Media.Codecs;
using Tandem.Media.Engine;

namespace Tandem.Media.Mixing;

/// <summary>
/// The sum of many legs of one shard, for each without its own voice: 16 kHz where any leg is wide-band, else 8 kHz. Summed once a tick in
/// 32 bits, and limited only where it goes out.
/// </summary>
internal sealed class AudioMix
{
    /// <summary>Samples of the longest frame: 20 ms at 16 kHz.</summary>
    public const int MaxFrame = 320;

    private readonly List<MixMember> _members = [];
    private readonly int[] _sum = new int[MaxFrame];
    private readonly int[] _tail = new int[MaxFrame];
    private readonly short[] _frame = new short[MaxFrame];
    private readonly short[] _announced = new short[960];
    private readonly Action<AudioSource, PlayEndReason> _playEnded;
    private AudioSource? _playing;
    private Resampler? _resampler;

    public AudioMix(Action<AudioSource, PlayEndReason> playEnded) => _playEnded = playEnded;

    public int SampleRate { get; private set; } = 8000;

    public int Count => _members.Count;

    private Span<int> Sum => _sum.AsSpan(0, SampleRate / 50);

    public MixMember Add(MediaLeg leg)
    {
        var member = new MixMember(this, leg);
        _members.Add(member);
        return member;
    }

    public void Remove(MixMember member)
    {
        member.AddTail(_tail);
        _members.Remove(member);
    }

    public void Clear()
    {
        Play(null, PlayEndReason.ChannelClosed);
        while (_members.Count > 0)
            _members[^1].Leg.LeaveMix();
    }

    /// <summary>Plays a source to all members, on top of what they say.</summary>
    public void Play(AudioSource? source, PlayEndReason reason)
    {
        AudioSource? former = _playing;
        _playing = source;
        if (former is not null)
            _playEnded(former, reason);
    }

    /// <summary>Sums up this tick.</summary>
    public void Mix()
    {
        SampleRate = 8000;
        foreach (MixMember member in _members)
            SampleRate = Math.Max(SampleRate, member.Leg.SampleRate);
        _tail.CopyTo(_sum, 0);
        Array.Clear(_tail);
        foreach (MixMember member in _members)
        {
            if (member.Pull(SampleRate))
                member.Leg.RaiseTalking(member.IsTalking);
            if (member.WhispersTo is null)
                Add(member.Frame);
        }

        Announce();
    }

    /// <summary>The sum of this tick as one member hears it; valid until the next call.</summary>
    public ReadOnlySpan<short> FrameFor(MixMember member)
    {
        if (member.IsDeaf)
            return default;
        Span<short> frame = _frame.AsSpan(0, SampleRate / 50);
        ReadOnlySpan<short> own = member.WhispersTo is null ? member.Frame : default;
        if (own.IsEmpty)
        {
            for (int i = 0; i < frame.Length; i++)
                frame[i] = Limit(_sum[i]);
        }
        else
        {
            for (int i = 0; i < frame.Length; i++)
                frame[i] = Limit(_sum[i] - own[i]);
        }

        foreach (MixMember other in _members)
        {
            if (other.WhispersTo == member.Leg)
                Whisper(other.Frame, frame);
        }

        return frame;
    }

    private static short Limit(int value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);

    private static void Whisper(ReadOnlySpan<short> whispered, Span<short> frame)
    {
        for (int i = 0; i < whispered.Length; i++)
            frame[i] = Limit(frame[i] + whispered[i]);
    }

    private void Add(ReadOnlySpan<short> frame)
    {
        Span<int> sum = Sum;
        for (int i = 0; i < frame.Length; i++)
            sum[i] += frame[i];
    }

    private void Announce()
    {
        if (_playing is not { } source || _members.Count == 0)
            return;
        Span<short> read = _announced.AsSpan(0, source.SampleRate / 50);
        int count;
        try
        {
            count = source.Read(read);
        }
        catch (Exception)
        {
            _playing = null;
            _playEnded(source, PlayEndReason.Faulted);
            return;
        }

        read[count..].Clear();
        if (source.SampleRate == SampleRate)
        {
            Add(read);
        }
        else
        {
            if (_resampler is null || _resampler.FromRate != source.SampleRate || _resampler.ToRate != SampleRate)
                _resampler = new Resampler(source.SampleRate, SampleRate);
            _resampler.Resample(read, _frame);
            Add(_frame.AsSpan(0, SampleRate / 50));
        }

        if (count < read.Length)
            Play(null, PlayEndReason.Completed);
    }
}
