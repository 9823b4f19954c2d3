using Tandem.Media.Codecs;

namespace Tandem.Media.Engine;

/// <summary>A sink of a leg, fed at the rate that it wants.</summary>
internal sealed class LegSink(AudioSink sink)
{
    private readonly short[] _frame = new short[sink.SampleRate / 50];
    private Resampler? _resampler;

    public AudioSink Sink { get; } = sink;

    public void Write(ReadOnlySpan<short> frame, int rate)
    {
        if (rate == Sink.SampleRate)
        {
            Sink.Write(frame);
            return;
        }

        if (_resampler?.FromRate != rate)
            _resampler = new Resampler(rate, Sink.SampleRate);
        _resampler.Resample(frame, _frame);
        Sink.Write(_frame);
    }
}
