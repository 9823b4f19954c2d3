namespace Tandem.Media.Tones;

/// <summary>
/// Finds the dominant frequency in the last audio of a channel by the Goertzel algorithm. The media thread only stores samples; the work is
/// done by whoever measures.
/// </summary>
public sealed class ToneDetector : AudioSink
{
    private const double Rate = 8000;
    private const double LowestFrequency = 50;
    private const double HighestFrequency = 3950;
    private const double Precision = 0.05;

    private readonly short[] _ring;
    private readonly int _window;
    private long _written;

    /// <summary>Makes a detector.</summary>
    /// <param name="window">The time that is measured, 20 ms to 10 seconds; <see langword="null"/> for 100 ms.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="window"/> is out of its range.</exception>
    public ToneDetector(TimeSpan? window = null)
    {
        TimeSpan time = window ?? TimeSpan.FromMilliseconds(100);
        if (time < TimeSpan.FromMilliseconds(20) || time > TimeSpan.FromSeconds(10))
            throw new ArgumentOutOfRangeException(nameof(window), time, "The window must be between 20 ms and 10 seconds.");
        _window = (int)(time.Ticks / MediaClock.UnitsPerSample);

        // Twice the window and a long packet, so that a copy is rarely overtaken by the writer.
        _ring = new short[(2 * _window) + 2048];
    }

    /// <summary>How many samples have been heard so far.</summary>
    public long SamplesHeard => Volatile.Read(ref _written);

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<short> samples)
    {
        long written = _written;
        foreach (short sample in samples)
            _ring[(int)(written++ % _ring.Length)] = sample;
        Volatile.Write(ref _written, written);
    }

    /// <summary>Measures the last window. From any thread.</summary>
    /// <param name="measurement">The result.</param>
    /// <returns><see langword="false"/> while less than a window has been heard.</returns>
    public bool TryMeasure(out ToneMeasurement measurement)
    {
        measurement = default;
        if (SamplesHeard < _window)
            return false;
        measurement = Measure(CopyWindow());
        return true;
    }

    /// <summary>Measures samples that are at hand.</summary>
    /// <param name="samples">16-bit linear samples at 8 kHz, at least 160.</param>
    /// <exception cref="ArgumentException">There are fewer than 160 samples.</exception>
    public static ToneMeasurement Measure(ReadOnlySpan<short> samples)
    {
        if (samples.Length < 160)
            throw new ArgumentException("At least 160 samples are needed.", nameof(samples));
        double energy = 0;
        foreach (short sample in samples)
            energy += (double)sample * sample;
        if (energy == 0)
            return new ToneMeasurement(0, 0, double.NegativeInfinity);

        double step = Rate / samples.Length;
        double best = 0;
        double bestPower = -1;
        for (double frequency = Math.Ceiling(LowestFrequency / step) * step; frequency <= HighestFrequency; frequency += step)
        {
            double power = Power(samples, frequency);
            if (power > bestPower)
                (best, bestPower) = (frequency, power);
        }

        // The peak lies within a bin of the best one: halve the interval until it is found.
        for (double width = step / 2; width >= Precision; width /= 2)
        {
            foreach (double frequency in (ReadOnlySpan<double>)[best - width, best + width])
            {
                double power = Power(samples, frequency);
                if (power > bestPower)
                    (best, bestPower) = (frequency, power);
            }
        }

        double share = Math.Min(1, 2 * bestPower / (samples.Length * energy));
        double level = 10 * Math.Log10(2 * energy / samples.Length / ((double)short.MaxValue * short.MaxValue));
        return new ToneMeasurement(best, share, level);
    }

    private static double Power(ReadOnlySpan<short> samples, double frequency)
    {
        double factor = 2 * Math.Cos(2 * Math.PI * frequency / Rate);
        double previous = 0;
        double beforePrevious = 0;
        foreach (short sample in samples)
        {
            double current = sample + (factor * previous) - beforePrevious;
            beforePrevious = previous;
            previous = current;
        }

        return (previous * previous) + (beforePrevious * beforePrevious) - (factor * previous * beforePrevious);
    }

    private short[] CopyWindow()
    {
        short[] copy = new short[_window];
        while (true)
        {
            long end = Volatile.Read(ref _written);
            for (int i = 0; i < copy.Length; i++)
                copy[i] = _ring[(int)((end - copy.Length + i) % _ring.Length)];

            // The samples must have been read before it is checked that none of them was overwritten meanwhile.
            Thread.MemoryBarrier();
            if (Volatile.Read(ref _written) - end < _ring.Length - _window - 2048)
                return copy;
        }
    }
}
