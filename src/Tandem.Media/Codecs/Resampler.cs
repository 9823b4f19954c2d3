using System.Runtime.Intrinsics;

namespace Tandem.Media.Codecs;

/// <summary>
/// Changes the rate of 16-bit audio between 8, 16 and 48 kHz, band-limited: a windowed-sinc filter passes up to 0.43 of the lower rate and
/// takes away images and aliases by more than 60 dB. Has the state of its stream; resampling allocates nothing.
/// </summary>
public sealed class Resampler
{
    // Taps a phase: the filter spans so many samples of the lower rate.
    private const int Span = 40;
    // Input is taken in pieces of at most 20 ms at 48 kHz, a multiple of every factor.
    private const int MaxPiece = 960;
    private const double Cutoff = 0.465;
    private const double KaiserBeta = 6.5;

    private readonly float[] _taps;
    private readonly float[] _line;
    private readonly int _history;
    private readonly int _factor;
    private readonly bool _up;

    /// <summary>Makes a resampler.</summary>
    /// <param name="fromRate">The rate of the input: 8000, 16000 or 48000 Hz.</param>
    /// <param name="toRate">The rate of the output: 8000, 16000 or 48000 Hz.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is none of these.</exception>
    public Resampler(int fromRate, int toRate)
    {
        RequireRate(fromRate, nameof(fromRate));
        RequireRate(toRate, nameof(toRate));
        FromRate = fromRate;
        ToRate = toRate;
        _up = toRate > fromRate;
        _factor = Math.Max(fromRate, toRate) / Math.Min(fromRate, toRate);
        _taps = _factor == 1 ? [] : Design(_factor, _up);
        _history = (_up ? Span : Span * _factor) - 1;
        _line = new float[_history + MaxPiece];
    }

    /// <summary>The rate of the input in Hz.</summary>
    public int FromRate { get; }

    /// <summary>The rate of the output in Hz.</summary>
    public int ToRate { get; }

    /// <summary>Takes the next samples.</summary>
    /// <param name="input">The samples; where the rate goes down, a multiple of the factor.</param>
    /// <param name="output">Room for as many samples as the rates make of them.</param>
    /// <returns>How many samples were written.</returns>
    /// <exception cref="ArgumentException">The length of a span does not suit.</exception>
    public int Resample(ReadOnlySpan<short> input, Span<short> output)
    {
        int count = _up ? input.Length * _factor : input.Length / _factor;
        if (output.Length < count || (!_up && input.Length % _factor != 0))
            throw new ArgumentException("The spans do not suit the rates.", nameof(output));
        if (_factor == 1)
        {
            input.CopyTo(output);
            return count;
        }

        for (; input.Length > 0; input = input[Math.Min(MaxPiece, input.Length)..])
        {
            ReadOnlySpan<short> piece = input[..Math.Min(MaxPiece, input.Length)];
            for (int i = 0; i < piece.Length; i++)
                _line[_history + i] = piece[i];
            if (_up)
                Interpolate(piece.Length, output);
            else
                Decimate(piece.Length, output);
            output = output[(_up ? piece.Length * _factor : piece.Length / _factor)..];
            _line.AsSpan(piece.Length, _history).CopyTo(_line);
        }

        return count;
    }

    private static void RequireRate(int rate, string name)
    {
        if (rate is not (8000 or 16000 or 48000))
            throw new ArgumentOutOfRangeException(name, rate, "The rate must be 8000, 16000 or 48000 Hz.");
    }

    /// <summary>The filter: one phase after another where the rate goes up, so that each output reads its taps in a row.</summary>
    private static float[] Design(int factor, bool up)
    {
        int length = Span * factor;
        double[] filter = new double[length];
        double sum = 0;
        for (int i = 0; i < length; i++)
        {
            double time = i - ((length - 1) / 2.0);
            double place = 2 * time / length;
            double angle = 2 * Math.PI * Cutoff / factor * time;
            filter[i] = (angle == 0 ? 1 : Math.Sin(angle) / angle) * Bessel(KaiserBeta * Math.Sqrt(Math.Max(0, 1 - (place * place))));
            sum += filter[i];
        }

        float[] taps = new float[length];
        double gain = (up ? factor : 1) / sum;
        for (int i = 0; i < length; i++)
            taps[up ? ((i % factor) * Span) + (Span - 1 - (i / factor)) : length - 1 - i] = (float)(filter[i] * gain);
        return taps;
    }

    /// <summary>The modified Bessel function of order 0, as its series.</summary>
    private static double Bessel(double x)
    {
        double term = 1;
        double sum = 1;
        for (int k = 1; term > sum * 1e-12; k++)
        {
            term *= x * x / (4.0 * k * k);
            sum += term;
        }

        return sum;
    }

    private void Interpolate(int length, Span<short> output)
    {
        for (int i = 0; i < length; i++)
        {
            for (int phase = 0; phase < _factor; phase++)
                output[(i * _factor) + phase] = Filter(_taps.AsSpan(phase * Span, Span), _line.AsSpan(i));
        }
    }

    private void Decimate(int length, Span<short> output)
    {
        for (int i = 0; i < length / _factor; i++)
            output[i] = Filter(_taps, _line.AsSpan((i * _factor) + _factor - 1));
    }

    private static short Filter(ReadOnlySpan<float> taps, ReadOnlySpan<float> line)
    {
        // The numbers of taps are multiples of every vector's width.
        line = line[..taps.Length];
        var sums = Vector256<float>.Zero;
        for (int i = 0; i < taps.Length; i += Vector256<float>.Count)
            sums += Vector256.Create(taps[i..]) * Vector256.Create(line[i..]);
        return (short)Math.Clamp(MathF.Round(Vector256.Sum(sums)), short.MinValue, short.MaxValue);
    }
}
