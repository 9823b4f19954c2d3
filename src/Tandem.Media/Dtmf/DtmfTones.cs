namespace Tandem.Media.Dtmf;

/// <summary>The tones of digits (ITU-T Q.23), for remotes that know no telephone-events.</summary>
internal static class DtmfTones
{
    private const int Rate = 8000;

    // -6 dB of full scale for both together; the higher one 2 dB above the lower, as lines weaken it more.
    private const double LowAmplitude = 0.22 * short.MaxValue;
    private const double HighAmplitude = 0.28 * short.MaxValue;

    private const int Digits = 16;
    private static readonly double[] Low = [941, 697, 697, 697, 770, 770, 770, 852, 852, 852, 941, 941, 697, 770, 852, 941];
    private static readonly double[] High = [1336, 1209, 1336, 1477, 1209, 1336, 1477, 1209, 1336, 1477, 1209, 1477, 1633, 1633, 1633, 1633];

    /// <summary>Writes a piece of the tones of a digit.</summary>
    /// <param name="code">The event code; one that is no digit, such as flash, is silence.</param>
    /// <param name="start">Where the piece begins, in samples at 8 kHz since the press.</param>
    /// <param name="samples">The piece, at 8 kHz.</param>
    public static void Write(byte code, int start, Span<short> samples)
    {
        if (code >= Digits)
        {
            samples.Clear();
            return;
        }

        for (int i = 0; i < samples.Length; i++)
        {
            double time = 2 * Math.PI * (start + i) / Rate;
            samples[i] = (short)((LowAmplitude * Math.Sin(Low[code] * time)) + (HighAmplitude * Math.Sin(High[code] * time)));
        }
    }
}
