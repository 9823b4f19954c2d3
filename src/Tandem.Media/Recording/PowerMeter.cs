namespace Tandem.Media.Recording;

/// <summary>The average power of the last frames of 20 ms; frames before the first count as silence.</summary>
internal sealed class PowerMeter
{
    private readonly double[] _powers;
    private double _sum;
    private int _next;

    public PowerMeter(TimeSpan window) => _powers = new double[Math.Max(1, (int)(window.TotalMilliseconds / 20))];

    /// <summary>The average, as a share of full scale squared.</summary>
    public double Power => _sum / _powers.Length;

    /// <summary>The power of a level in dB of full scale.</summary>
    public static double FromLevel(double decibels) => Math.Pow(10, decibels / 10);

    /// <summary>Takes a frame; an empty one is silence.</summary>
    public void Add(ReadOnlySpan<short> frame)
    {
        double power = 0;
        if (!frame.IsEmpty)
        {
            // A constant offset is no sound.
            long sum = 0;
            long squares = 0;
            foreach (short sample in frame)
            {
                sum += sample;
                squares += sample * sample;
            }

            double mean = (double)sum / frame.Length;

            // Relative to a sine at full scale.
            power = 2 * (((double)squares / frame.Length) - (mean * mean)) / ((double)short.MaxValue * short.MaxValue);
        }

        _sum = Math.Max(0, _sum - _powers[_next] + power);
        _powers[_next] = power;
        _next = (_next + 1) % _powers.Length;
    }

    public void Clear()
    {
        Array.Clear(_powers);
        _sum = 0;
    }
}
