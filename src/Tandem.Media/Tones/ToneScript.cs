using System.Globalization;
using Tandem.Media.Wave;

namespace Tandem.Media.Tones;

/// <summary>
/// Tones in writing, for example <c>400+450*0.5/0/400+450*0.5/0:400/200/400/2000</c>: sections between slashes, then a colon, then how many
/// milliseconds each lasts. A section is a frequency in Hz, several with <c>+</c> at once, or a sweep <c>400~800</c>; <c>0</c> is silence.
/// <c>*0.5</c> sets the amplitude of each tone of a section as a share of full scale, <c>*0~1</c> lets it rise or fall. Where there are
/// fewer times than sections, the times repeat.
/// </summary>
public sealed class ToneScript
{
    private const int Rate = 8000;
    private const int MaxMilliseconds = 600_000;

    private readonly Section[] _sections;

    private ToneScript(Section[] sections) => _sections = sections;

    /// <summary>How long all of it lasts.</summary>
    public TimeSpan Duration => TimeSpan.FromMilliseconds(_sections.Sum(section => section.Milliseconds));

    /// <summary>Reads a script.</summary>
    /// <param name="text">The script.</param>
    /// <exception cref="FormatException">It is none; the message says what is wrong.</exception>
    public static ToneScript Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] halves = text.Split(':');
        if (halves.Length != 2)
            throw new FormatException($"'{text}' must be tones, a colon, and times.");
        string[] times = halves[1].Split('/');
        Section[] sections = [.. halves[0].Split('/').Select((section, index) => ParseSection(section, ParseTime(times[index % times.Length])))];
        return sections.Sum(section => section.Milliseconds) is > 0 and <= MaxMilliseconds
            ? new ToneScript(sections)
            : throw new FormatException($"'{text}' must last up to 10 minutes.");
    }

    /// <summary>Makes the audio of the whole script, at 8 kHz.</summary>
    public PcmAudio Render()
    {
        short[] samples = new short[_sections.Sum(section => section.Milliseconds * Rate / 1000)];
        int start = 0;
        foreach (Section section in _sections)
        {
            int length = section.Milliseconds * Rate / 1000;
            section.Render(samples.AsSpan(start, length));
            start += length;
        }

        return new PcmAudio(Rate, samples);
    }

    private static Section ParseSection(string text, int milliseconds)
    {
        string[] parts = text.Split('*');
        double[] amplitudes = parts.Length switch
        {
            1 => [1, 1],
            2 => ParseRange(parts[1], 0, 1),
            _ => throw new FormatException($"'{text}' has more than one amplitude."),
        };
        return new Section([.. parts[0].Split('+').Select(tone => ParseRange(tone, 0, Rate / 2))], amplitudes, milliseconds);
    }

    /// <summary>A number, or two with a tilde between.</summary>
    private static double[] ParseRange(string text, double least, double most)
    {
        double[] numbers = [.. text.Split('~').Select(Parse)];
        return numbers switch
        {
            [var one] => [one, one],
            [_, _] => numbers,
            _ => throw new FormatException($"'{text}' must be a number, or two with ~ between."),
        };

        double Parse(string number) =>
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most
                ? value
                : throw new FormatException($"'{number}' must be a number from {least} to {most}.");
    }

    private static int ParseTime(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int time) && time <= MaxMilliseconds
            ? time
            : throw new FormatException($"'{text}' must be a time in milliseconds.");

    private sealed record Section(double[][] Tones, double[] Amplitudes, int Milliseconds)
    {
        public void Render(Span<short> samples)
        {
            for (int i = 0; i < samples.Length; i++)
            {
                double place = (double)i / samples.Length;
                double amplitude = short.MaxValue * (Amplitudes[0] + ((Amplitudes[1] - Amplitudes[0]) * place));
                double sum = 0;
                foreach (double[] tone in Tones)
                {
                    // The phase of a sweep is the integral of its frequency.
                    double cycles = (tone[0] + ((tone[1] - tone[0]) * place / 2)) * i / Rate;
                    sum += amplitude * Math.Sin(2 * Math.PI * cycles);
                }

                samples[i] = (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
            }
        }
    }
}
