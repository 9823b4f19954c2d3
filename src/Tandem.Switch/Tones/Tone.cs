using Tandem.Media;
using Tandem.Media.Playing;
using Tandem.Media.Tones;

namespace Tandem.Switch.Tones;

/// <summary>A tone that is played over and over; rendered once for all who hear it.</summary>
/// <param name="script">The tone, as <see cref="ToneScript"/> reads it.</param>
internal sealed class Tone(string script)
{
    private readonly SoundSoup _soup = new() { Items = [new SoupItem(ToneScript.Parse(script).Render()) { Plays = null }] };

    /// <summary>A source that plays it from its beginning.</summary>
    public AudioSource Play() => new SoupSource(_soup);
}
