namespace Tandem.Media.Tones;

/// <summary>A sum of sine tones, such as a dial tone or a test tone.</summary>
public sealed class ToneSource : AudioSource
{
    private const double Rate = 8000;

    // Each tone by the recurrence y[n] = 2 cos(w) y[n-1] - y[n-2]: a multiplication a sample instead of a sine.
    private readonly Oscillator[] _oscillators;
    private readonly long? _length;
    private long _position;

    /// <summary>Makes a source of one tone or several at once.</summary>
    /// <param name="frequencies">The frequencies in Hz, each above 0 and below 4000.</param>
    /// <param name="amplitude">
    /// The amplitude of each tone as a share of full scale; above 0, and with all tones together at most 1. Default 0.5.
    /// </param>
    /// <param name="duration">How long it lasts, rounded down to whole samples; <see langword="null"/> for ever.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ToneSource(IReadOnlyCollection<double> frequencies, double amplitude = 0.5, TimeSpan? duration = null)
    {
        ArgumentNullException.ThrowIfNull(frequencies);
        if (frequencies.Count == 0)
            throw new ArgumentException("At least one frequency is needed.", nameof(frequencies));
        foreach (double frequency in frequencies)
        {
            if (frequency is not (> 0 and < Rate / 2))
                throw new ArgumentOutOfRangeException(nameof(frequencies), frequency, "A frequency must be above 0 and below 4000 Hz.");
        }

        if (!(amplitude > 0 && amplitude * frequencies.Count <= 1))
            throw new ArgumentOutOfRangeException(nameof(amplitude), amplitude, "The amplitudes must be above 0 and sum up to 1 at most.");
        if (duration < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "The duration must not be negative.");
        _oscillators = [.. frequencies.Select(frequency => new Oscillator(2 * Math.PI * frequency / Rate, amplitude * short.MaxValue))];
        _length = duration?.Ticks / MediaClock.UnitsPerSample;
    }

    /// <summary>Makes a source of one tone.</summary>
    /// <param name="frequency">The frequency in Hz, above 0 and below 4000.</param>
    /// <param name="amplitude">The amplitude as a share of full scale, above 0 and up to 1. Default 0.5.</param>
    /// <param name="duration">How long it lasts; <see langword="null"/> for ever.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public ToneSource(double frequency, double amplitude = 0.5, TimeSpan? duration = null)
        : this([frequency], amplitude, duration)
    {
    }

    /// <inheritdoc/>
    public override int Read(Span<short> samples)
    {
        int count = _length is { } length ? (int)Math.Min(samples.Length, length - _position) : samples.Length;
        for (int i = 0; i < count; i++)
        {
            double sum = 0;
            for (int tone = 0; tone < _oscillators.Length; tone++)
                sum += _oscillators[tone].Next();
            samples[i] = (short)Math.Round(sum);
        }

        _position += count;
        return count;
    }

    private struct Oscillator
    {
        private readonly double _factor;
        private double _current;
        private double _previous;

        public Oscillator(double angle, double amplitude)
        {
            _factor = 2 * Math.Cos(angle);
            _current = 0;
            _previous = -amplitude * Math.Sin(angle);
        }

        public double Next()
        {
            double sample = _current;
            _current = (_factor * sample) - _previous;
            _previous = sample;
            return sample;
        }
    }
}
