using Tandem.Media.Codecs;

namespace Tandem.Media.Wave;

/// <summary>Audio in memory: 16-bit linear, mono. May be played on many channels at once.</summary>
/// <param name="SampleRate">Samples a second: 8000, 16000 or 48000.</param>
/// <param name="Samples">The samples.</param>
public sealed record PcmAudio(int SampleRate, ReadOnlyMemory<short> Samples)
{
    /// <summary>How long it lasts.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>The same audio at another rate; itself where it has that rate.</summary>
    /// <param name="sampleRate">8000, 16000 or 48000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is none of these.</exception>
    public PcmAudio ToRate(int sampleRate)
    {
        if (sampleRate == SampleRate)
            return this;
        var resampler = new Resampler(SampleRate, sampleRate);

        // Down by a factor takes whole groups: the last one is filled up with silence.
        int group = Math.Max(1, SampleRate / sampleRate);
        short[] input = new short[(Samples.Length + group - 1) / group * group];
        Samples.CopyTo(input);
        short[] output = new short[(int)((long)input.Length * sampleRate / SampleRate)];
        resampler.Resample(input, output);
        return new PcmAudio(sampleRate, output);
    }
}
