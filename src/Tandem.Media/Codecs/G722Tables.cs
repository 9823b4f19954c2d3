namespace Tandem.Media.Codecs;

/// <summary>The constants of ITU-T Recommendation G.722: quadrature mirror filter, decision levels, output levels, step size weights.</summary>
internal static class G722Tables
{
    // The filter's taps at even places, scaled so that they sum up to 4096; those at odd places are the same from the other end.
    private static ReadOnlySpan<int> Mirror => [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11];

    /// <summary>The two phases of the quadrature mirror filter over the last 24 samples (table 4).</summary>
    public static void Filter(ReadOnlySpan<short> history, out int even, out int odd)
    {
        ReadOnlySpan<int> mirror = Mirror;
        history = history[..24];
        even = 0;
        odd = 0;
        for (int i = 0; i < 12; i++)
        {
            even += history[2 * i] * mirror[i];
            odd += history[23 - (2 * i)] * mirror[i];
        }
    }

    /// <summary>Decision levels of the 60-level quantizer of the lower band.</summary>
    public static ReadOnlySpan<short> LowerDecisions =>
    [
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980,
        2195, 2557, 2919,
    ];

    /// <summary>Output levels for the four most significant bits of a lower code, by which both ends adapt.</summary>
    public static ReadOnlySpan<short> LowerCoarse =>
        [0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0];

    /// <summary>Output levels for all six bits of a lower code.</summary>
    public static ReadOnlySpan<short> LowerFine =>
    [
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
        -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
        24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
    ];

    /// <summary>Step size weights by the four most significant bits of a lower code.</summary>
    public static ReadOnlySpan<short> LowerWeights => [-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60];

    /// <summary>Output levels of the higher band's codes.</summary>
    public static ReadOnlySpan<short> HigherLevels => [-7408, -1616, 7408, 1616];

    /// <summary>Step size weights of the higher band's codes.</summary>
    public static ReadOnlySpan<short> HigherWeights => [798, -214, 798, -214];
}
