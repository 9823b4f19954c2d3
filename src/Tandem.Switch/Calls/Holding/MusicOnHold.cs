using Tandem.Media;
using Tandem.Media.Playing;
using Tandem.Media.Tones;
using Tandem.Media.Wave;

namespace Tandem.Switch.Calls.Holding;

/// <summary>What a party hears while the other one holds the call. Shared by any number of calls; each hears it from its start.</summary>
public sealed class MusicOnHold
{
    // Two soft notes every 5 s: somebody is there, and nobody's ear hurts.
    private const string Notes = "0/440*0.04/554*0.04/0:300/250/400/4050";

    private readonly SoundSoup? _soup;

    private MusicOnHold(SoundSoup? soup) => _soup = soup;

    /// <summary>Two soft notes every 5 s.</summary>
    public static MusicOnHold Default { get; } = OfTones(Notes);

    /// <summary>Nothing but what the holding phone sends itself: silence, or music of its own.</summary>
    public static MusicOnHold None { get; } = new(null);

    /// <summary>A soup of sounds, again and again.</summary>
    /// <param name="soup">The sounds.</param>
    /// <exception cref="ArgumentException">There is nothing to play in it.</exception>
    public static MusicOnHold Of(SoundSoup soup)
    {
        ArgumentNullException.ThrowIfNull(soup);
        var endless = soup with { Plays = null };
        // What cannot be played is told here, and not in the first call that is held.
        _ = new SoupSource(endless);
        return new MusicOnHold(endless);
    }

    /// <summary>A WAV file, again and again.</summary>
    /// <param name="path">The file, of any kind that <see cref="WaveReader"/> reads.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no such WAV file.</exception>
    public static MusicOnHold OfFile(string path) => Of(SoundSoup.Of(WaveReader.Read(path)));

    /// <summary>Tones in writing, again and again.</summary>
    /// <param name="script">As <see cref="ToneScript"/> reads it.</param>
    /// <exception cref="FormatException">It is no such script.</exception>
    public static MusicOnHold OfTones(string script) => Of(SoundSoup.Of(ToneScript.Parse(script).Render()));

    internal AudioSource? CreateSource() => _soup is null ? null : new SoupSource(_soup);
}
