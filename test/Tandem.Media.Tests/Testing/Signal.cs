namespace Tandem.Media.Tests.Testing;

/// <summary>Test signals, and how much of them is left.</summary>
internal static class Signal
{
    public static short[] Tone(double frequency, int rate, double seconds, double amplitude = 0.3) =>
        [.. Enumerable.Range(0, (int)(rate * seconds)).Select(i => (short)Math.Round(amplitude * short.MaxValue * Math.Sin(2 * Math.PI * frequency * i / rate)))];

    /// <summary>The power of the best fitting sine of that frequency over the power of all else, in dB.</summary>
    public static double Snr(ReadOnlySpan<short> samples, double frequency, int rate)
    {
        double sine = 0, cosine = 0, energy = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double angle = 2 * Math.PI * frequency * i / rate;
            sine += samples[i] * Math.Sin(angle);
            cosine += samples[i] * Math.Cos(angle);
            energy += (double)samples[i] * samples[i];
        }

        double tone = 2 * ((sine * sine) + (cosine * cosine)) / samples.Length;
        return 10 * Math.Log10(tone / Math.Max(energy - tone, 1e-9));
    }

    /// <summary>The level of the signal in dB below a sine at full scale.</summary>
    public static double Level(ReadOnlySpan<short> samples)
    {
        double energy = 0;
        foreach (short sample in samples)
            energy += (double)sample * sample;
        return 10 * Math.Log10(Math.Max(energy, 1e-9) * 2 / samples.Length / ((double)short.MaxValue * short.MaxValue));
    }

    /// <summary>The largest step from one sample to the next: a click is one far above those of the signal.</summary>
    public static int LargestStep(ReadOnlySpan<short> samples)
    {
        int largest = 0;
        for (int i = 1; i < samples.Length; i++)
            largest = Math.Max(largest, Math.Abs(samples[i] - samples[i - 1]));
        return largest;
    }
}
