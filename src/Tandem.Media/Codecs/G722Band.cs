namespace Tandem.Media.Codecs;

/// <summary>
/// The adaptive predictor and step size of one sub-band (ITU-T Recommendation G.722 sections 3.5 and 3.6), the same in encoder and decoder.
/// All arithmetic is that of the recommendation: 16-bit values, saturated sums, products shifted right.
/// </summary>
internal sealed class G722Band
{
    // 2048 * 2^(i/32): the inverse of the logarithmic step size (table 15, ILB).
    private static readonly short[] InverseLog =
    [
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
    ];

    private readonly int _maxLogStep;
    private readonly int _shift;
    private readonly int _initialStep;

    // The coefficients of the predictor, and the values that its filters run over: reconstructed samples and differences, doubled as the
    // products want them. Fields and not arrays: this runs 16,000 times a second and channel.
    private int _pole1;
    private int _pole2;
    private int _zero1;
    private int _zero2;
    private int _zero3;
    private int _zero4;
    private int _zero5;
    private int _zero6;
    private int _difference1;
    private int _difference2;
    private int _difference3;
    private int _difference4;
    private int _difference5;
    private int _difference6;
    private int _reconstructed;
    private int _partial1;
    private int _partial2;
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
        _pole1 = _pole2 = 0;
        _zero1 = _zero2 = _zero3 = _zero4 = _zero5 = _zero6 = 0;
        _difference1 = _difference2 = _difference3 = _difference4 = _difference5 = _difference6 = 0;
        _reconstructed = _partial1 = _partial2 = 0;
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

    private static int Scaled(int coefficient, int doubled) => (coefficient * doubled) >> 15;

    private void AdaptPredictor(int difference)
    {
        int partial = Saturate(_zeroSum + difference);
        int reconstructed = Saturate(2 * Saturate(Prediction + difference));
        AdaptPoles(partial);
        AdaptZeros(difference);
        _partial2 = _partial1;
        _partial1 = partial;
        _difference6 = _difference5;
        _difference5 = _difference4;
        _difference4 = _difference3;
        _difference3 = _difference2;
        _difference2 = _difference1;
        _difference1 = Saturate(2 * difference);

        int poleSum = Saturate(Scaled(_pole1, reconstructed) + Scaled(_pole2, _reconstructed));
        _reconstructed = reconstructed;
        _zeroSum = Saturate(
            Scaled(_zero1, _difference1) + Scaled(_zero2, _difference2) + Scaled(_zero3, _difference3)
            + Scaled(_zero4, _difference4) + Scaled(_zero5, _difference5) + Scaled(_zero6, _difference6));
        Prediction = Saturate(poleSum + _zeroSum);
    }

    private void AdaptPoles(int partial)
    {
        int slope = Saturate(_pole1 << 2);
        int towards = Math.Min(SameSign(partial, _partial1) ? -slope : slope, short.MaxValue);
        int second = (towards >> 7) + (SameSign(partial, _partial2) ? 128 : -128) + ((_pole2 * 32512) >> 15);
        _pole2 = Math.Clamp(second, -12288, 12288);

        int first = Saturate((SameSign(partial, _partial1) ? 192 : -192) + ((_pole1 * 32640) >> 15));
        int limit = Saturate(15360 - _pole2);
        _pole1 = Math.Clamp(first, -limit, limit);
    }

    private void AdaptZeros(int difference)
    {
        int step = difference == 0 ? 0 : 128;
        _zero1 = AdaptZero(_zero1, _difference1, difference, step);
        _zero2 = AdaptZero(_zero2, _difference2, difference, step);
        _zero3 = AdaptZero(_zero3, _difference3, difference, step);
        _zero4 = AdaptZero(_zero4, _difference4, difference, step);
        _zero5 = AdaptZero(_zero5, _difference5, difference, step);
        _zero6 = AdaptZero(_zero6, _difference6, difference, step);
    }

    private static int AdaptZero(int zero, int before, int difference, int step) =>
        Saturate((SameSign(before, difference) ? step : -step) + ((zero * 32640) >> 15));
}
