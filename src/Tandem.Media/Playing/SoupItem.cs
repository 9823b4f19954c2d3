using Tandem.Media.Wave;

namespace Tandem.Media.Playing;

/// <summary>One part of a <see cref="SoundSoup"/>: a sound, a piece of it, or another soup.</summary>
public sealed record SoupItem
{
    /// <summary>An item that is a sound.</summary>
    public SoupItem(PcmAudio sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        Sound = sound;
    }

    /// <summary>An item that is a soup.</summary>
    public SoupItem(SoundSoup soup)
    {
        ArgumentNullException.ThrowIfNull(soup);
        Soup = soup;
    }

    /// <summary>The sound; <see langword="null"/> where it is a soup.</summary>
    public PcmAudio? Sound { get; }

    /// <summary>The soup; <see langword="null"/> where it is a sound.</summary>
    public SoundSoup? Soup { get; }

    /// <summary>Where in the sound it begins; default at its start.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>Where in the sound it stops; <see langword="null"/> at its end.</summary>
    public TimeSpan? Stop { get; init; }

    /// <summary>How often it is played before the next one, 1 or more; <see langword="null"/> until all is stopped. Default 1.</summary>
    public int? Plays { get; init; } = 1;
}
