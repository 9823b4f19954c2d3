namespace Tandem.Media.Codecs;

/// <summary>
/// The adaptive predictor and step size of one sub-band (ITU-T Recommendation G.722 sections 3.5 and 3.6), the same in encoder and decoder.
/// All arithmetic is that of the recommendation: 16-bit values, saturated sums, products shifted right.
/// </summary>
internal sealed class G722Band
{
    private const int Poles = 3;
    private const int Zeros = 7;

    // 2048 * 2^(i/32): the inverse of the logarithmic step size (table 15, ILB).
    private static readonly short[] InverseLog =
    [
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
    ];

    private readonly int _maxLogStep;
    private readonly int _shift;
    private readonly int _initialStep;
    private readonly short[] _poles = new short[Poles];
    private readonly short[] _zeros = new short[Zeros];
    private readonly short[] _differences = new short[Zeros];
    private readonly short[] _reconstructed = new short[Poles];
    private readonly short[] _partial = new short[Poles];
    private int _logStep;
    private int _zeroSum;

    private G722Band(int initialStep, int maxLogStep, int shift)
    {
        _initialStep = initialStep;
        _maxLogStep = maxLogStep;
        _shift = shift;
        Reset();
    }

    /// <summary>The step size of the quantizer.</summary>
    public int Step { get; private set; }

    /// <summary>The predicted sample.</summary>
    public int Prediction { get; private set; }

    public static G722Band Lower() => new(initialStep: 32, maxLogStep: 18432, shift: 8);

    public static G722Band Higher() => new(initialStep: 8, maxLogStep: 22528, shift: 10);

    public static int Saturate(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);

    public void Reset()
    {
        Array.Clear(_poles);
        Array.Clear(_zeros);
        Array.Clear(_differences);
        Array.Clear(_reconstructed);
        Array.Clear(_partial);
        _logStep = 0;
        _zeroSum = 0;
        Prediction = 0;
        Step = _initialStep;
    }

    /// <summary>Takes the quantized difference of a sample, and the weight of its code in the step size.</summary>
    public void Adapt(int difference, int weight)
    {
        AdaptPredictor(difference);
        _logStep = Math.Clamp(((_logStep * 127) >> 7) + weight, 0, _maxLogStep);
        int mantissa = InverseLog[(_logStep >> 6) & 31];
        int exponent = _shift - (_logStep >> 11);
        Step = (exponent < 0 ? mantissa << -exponent : mantissa >> exponent) << 2;
    }

    private static bool SameSign(int one, int other) => (one ^ other) >= 0;

    private void AdaptPredictor(int difference)
    {
        Shift(_partial, Saturate(_zeroSum + difference));
        Shift(_reconstructed, Saturate(Prediction + difference));
        _differences[0] = (short)difference;
        AdaptPoles();
        AdaptZeros(difference);

        // The filters run over the values as they are after this sample.
        for (int i = Zeros - 1; i > 0; i--)
            _differences[i] = _differences[i - 1];
        int poleSum = Saturate(Scaled(_poles[1], _reconstructed[0]) + Scaled(_poles[2], _reconstructed[1]));
        int zeroSum = 0;
        for (int i = 1; i < Zeros; i++)
            zeroSum += Scaled(_zeros[i], _differences[i]);
        _zeroSum = Saturate(zeroSum);
        Prediction = Saturate(poleSum + _zeroSum);
    }

    private void AdaptPoles()
    {
        int slope = Saturate(_poles[1] << 2);
        int towards = Math.Min(SameSign(_partial[0], _partial[1]) ? -slope : slope, short.MaxValue);
        int second = (towards >> 7) + (SameSign(_partial[0], _partial[2]) ? 128 : -128) + ((_poles[2] * 32512) >> 15);
        second = Math.Clamp(second, -12288, 12288);

        int first = Saturate((SameSign(_partial[0], _partial[1]) ? 192 : -192) + ((_poles[1] * 32640) >> 15));
        int limit = Saturate(15360 - second);
        _poles[1] = (short)Math.Clamp(first, -limit, limit);
        _poles[2] = (short)second;
    }

    private void AdaptZeros(int difference)
    {
        int step = difference == 0 ? 0 : 128;
        for (int i = 1; i < Zeros; i++)
            _zeros[i] = (short)Saturate((SameSign(_differences[i], difference) ? step : -step) + ((_zeros[i] * 32640) >> 15));
    }

    private static int Scaled(int coefficient, int value) => (coefficient * Saturate(value + value)) >> 15;

    private static void Shift(short[] line, int value)
    {
        line[2] = line[1];
        line[1] = line[0];
        line[0] = (short)value;
    }
}
