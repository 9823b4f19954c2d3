using Tandem.Media.Codecs;
using Tandem.Media.Engine;

namespace Tandem.Media.Mixing;

/// <summary>One leg in a mix: its frame of this tick at the rate and loudness of the mix, and whether it talks.</summary>
internal sealed class MixMember
{
    private const int Unity = 4096;

    // -40 dBov: below it is noise.
    private const long TalkPower = 328 * 328;
    private const int TalkFrames = 3;
    private const int SilenceFrames = 25;

    private readonly short[] _frame = new short[AudioMix.MaxFrame];
    private Resampler? _resampler;
    private int _length;
    private int _gain;
    private int _wanted;
    private int _talkRun;

    public MixMember(AudioMix mix, MediaLeg leg)
    {
        Mix = mix;
        Leg = leg;
    }

    public AudioMix Mix { get; }

    public MediaLeg Leg { get; }

    public bool IsDeaf { get; private set; }

    public MediaLeg? WhispersTo { get; private set; }

    public bool IsTalking { get; private set; }

    /// <summary>The frame of this tick; empty where the leg says nothing, or is muted.</summary>
    public ReadOnlySpan<short> Frame => _frame.AsSpan(0, _length);

    public void Set(ConferenceMember member, MediaLeg? whispersTo)
    {
        IsDeaf = member.IsDeaf;
        WhispersTo = whispersTo;
        _wanted = member.IsMuted ? 0 : (int)Math.Round(Unity * Math.Pow(10, member.Gain / 20));
    }

    /// <summary>Takes what the leg heard in this tick.</summary>
    /// <returns>Whether it began or stopped to talk.</returns>
    public bool Pull(int rate)
    {
        _length = 0;
        ReadOnlySpan<short> heard = Leg.IsReceiving ? Leg.Heard : default;
        if (!heard.IsEmpty && (_gain != 0 || _wanted != 0))
        {
            _length = rate / 50;
            if (Leg.SampleRate == rate)
                heard.CopyTo(_frame);
            else
                Resample(heard, rate);
            Amplify();
        }
        else
        {
            _gain = heard.IsEmpty ? 0 : _gain;
        }

        return DetectTalking();
    }

    /// <summary>The last frame, backwards and fading: what is added once the member has left, so that its voice does not break off.</summary>
    public void AddTail(Span<int> sum)
    {
        for (int i = 0; i < Math.Min(_length, sum.Length); i++)
            sum[i] += _frame[_length - 1 - i] * (_length - i) / _length;
    }

    private void Resample(ReadOnlySpan<short> heard, int rate)
    {
        if (_resampler is null || _resampler.FromRate != Leg.SampleRate || _resampler.ToRate != rate)
            _resampler = new Resampler(Leg.SampleRate, rate);
        _resampler.Resample(heard, _frame);
    }

    private void Amplify()
    {
        if (_gain == Unity && _wanted == Unity)
            return;
        int step = _wanted - _gain;
        for (int i = 0; i < _length; i++)
        {
            int gain = _gain + (step * (i + 1) / _length);
            _frame[i] = (short)Math.Clamp((_frame[i] * (long)gain) >> 12, short.MinValue, short.MaxValue);
        }

        _gain = _wanted;
    }

    private bool DetectTalking()
    {
        long energy = 0;
        foreach (short sample in Frame)
            energy += sample * sample;
        bool isLoud = _length > 0 && energy > TalkPower * _length;
        if (isLoud == IsTalking)
        {
            _talkRun = 0;
            return false;
        }

        if (++_talkRun < (IsTalking ? SilenceFrames : TalkFrames))
            return false;
        _talkRun = 0;
        IsTalking = isLoud;
        return true;
    }
}
