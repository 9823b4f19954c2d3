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

    /// <summary>How many decision levels there are in the lower band.</summary>
    public const int LowerLevels = 29;

    /// <summary>Decision levels of the 60-level quantizer of the lower band, filled up to 32 by the highest value.</summary>
    public static ReadOnlySpan<int> LowerDecisions =>
    [
        35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980,
        2195, 2557, 2919, 32767, 32767, 32767,
    ];

    /// <summary>The codes of the lower band by decision level, those of negative differences from 32 on (tables 10 and 11).</summary>
    public static ReadOnlySpan<byte> LowerCodes =>
    [
        61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33, 32, 0, 0,
        63, 62, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 0, 0,
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
