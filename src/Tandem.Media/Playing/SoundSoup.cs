using Tandem.Media.Wave;

namespace Tandem.Media.Playing;

/// <summary>
/// Sounds one after another, without a gap, some or all of them again and again: an announcement put together, music with a message
/// between. Soups may hold soups.
/// </summary>
public sealed record SoundSoup
{
    /// <summary>The sounds, in order; at least one sample in all.</summary>
    public required IReadOnlyList<SoupItem> Items { get; init; }

    /// <summary>How often all of it is played, 1 or more; <see langword="null"/> until it is stopped. Default 1.</summary>
    public int? Plays { get; init; } = 1;

    /// <summary>A soup of whole sounds, played once.</summary>
    public static SoundSoup Of(params IEnumerable<PcmAudio> sounds) => new() { Items = [.. sounds.Select(sound => new SoupItem(sound))] };
}
