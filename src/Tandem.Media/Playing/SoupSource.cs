using Tandem.Media.Wave;

namespace Tandem.Media.Playing;

/// <summary>Plays a <see cref="SoundSoup"/>. All is brought to the highest rate among its sounds beforehand, not on the media thread.</summary>
public sealed class SoupSource : AudioSource
{
    // Nesting that nobody means.
    private const int MaxDepth = 16;

    private readonly Part _root;

    /// <summary>Makes a source.</summary>
    /// <param name="soup">What to play.</param>
    /// <exception cref="ArgumentException">It has no sample, a count below 1, a piece outside of its sound, or more than 16 soups in each other.</exception>
    public SoupSource(SoundSoup soup)
    {
        ArgumentNullException.ThrowIfNull(soup);
        SampleRate = Rate(soup, 0);
        _root = Prepare(soup, SampleRate);
        if (_root.IsEmpty)
            throw new ArgumentException("The soup has nothing to play.", nameof(soup));
    }

    /// <inheritdoc/>
    public override int SampleRate { get; }

    /// <inheritdoc/>
    public override int Read(Span<short> samples)
    {
        int count = 0;
        while (count < samples.Length && _root.Read(samples[count..]) is > 0 and int read)
            count += read;
        return count;
    }

    private static int Rate(SoundSoup soup, int depth)
    {
        if (depth > MaxDepth)
            throw new ArgumentException($"There are more than {MaxDepth} soups in each other.", nameof(soup));
        return soup.Items.Select(item => item.Soup is { } inner ? Rate(inner, depth + 1) : item.Sound!.SampleRate).DefaultIfEmpty(8000).Max();
    }

    private static Part Prepare(SoundSoup soup, int rate) =>
        new(Plays(soup.Plays), default, [.. soup.Items.Select(item => Prepare(item, rate)).Where(part => !part.IsEmpty)]);

    private static Part Prepare(SoupItem item, int rate)
    {
        if (item.Soup is { } soup)
            return new Part(Plays(item.Plays), default, [Prepare(soup, rate)]);
        PcmAudio sound = item.Sound!.ToRate(rate);
        int start = (int)(item.Start.TotalSeconds * rate);
        int stop = item.Stop is { } at ? (int)Math.Min(at.TotalSeconds * rate, sound.Samples.Length) : sound.Samples.Length;
        if (start < 0 || start > stop)
            throw new ArgumentException($"The piece from {item.Start} to {item.Stop} is not in a sound of {sound.Duration}.", nameof(item));
        return new Part(Plays(item.Plays), sound.Samples[start..stop], []);
    }

    private static int Plays(int? plays) => plays switch
    {
        null => int.MaxValue,
        >= 1 and int count => count,
        _ => throw new ArgumentException("A sound is played at least once.", nameof(plays)),
    };

    /// <summary>Samples, or parts, so many times; with its own position.</summary>
    private sealed class Part(int plays, ReadOnlyMemory<short> samples, Part[] parts)
    {
        private int _played;
        private int _position;

        public bool IsEmpty => samples.IsEmpty && parts.Length == 0;

        public int Read(Span<short> room)
        {
            while (_played < plays)
            {
                int read = parts.Length == 0 ? ReadSamples(room) : ReadParts(room);
                if (read > 0)
                    return read;

                // For ever is not counted.
                if (plays != int.MaxValue)
                    _played++;
                Rewind();
            }

            return 0;
        }

        private int ReadSamples(Span<short> room)
        {
            int count = Math.Min(room.Length, samples.Length - _position);
            samples.Span.Slice(_position, count).CopyTo(room);
            _position += count;
            return count;
        }

        private int ReadParts(Span<short> room)
        {
            for (; _position < parts.Length; _position++)
            {
                int read = parts[_position].Read(room);
                if (read > 0)
                    return read;
            }

            return 0;
        }

        private void Rewind()
        {
            _position = 0;
            foreach (Part part in parts)
            {
                part._played = 0;
                part.Rewind();
            }
        }
    }
}
