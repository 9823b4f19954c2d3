namespace Tandem.Media.Dtmf;

/// <summary>The power of one frequency in a block of samples, by the Goertzel algorithm.</summary>
internal readonly struct Goertzel
{
    private readonly float _factor;

    /// <param name="frequency">The frequency in Hz.</param>
    /// <param name="rate">Samples a second.</param>
    public Goertzel(double frequency, double rate) => _factor = (float)(2 * Math.Cos(2 * Math.PI * frequency / rate));

    /// <summary>The energy that a sine of this frequency has in the block; comparable with the sum of the squares of the samples.</summary>
    public float Energy(ReadOnlySpan<float> samples)
    {
        float previous = 0;
        float beforePrevious = 0;
        foreach (float sample in samples)
        {
            float current = sample + (_factor * previous) - beforePrevious;
            beforePrevious = previous;
            previous = current;
        }

        return 2 * ((previous * previous) + (beforePrevious * beforePrevious) - (_factor * previous * beforePrevious)) / samples.Length;
    }
}
