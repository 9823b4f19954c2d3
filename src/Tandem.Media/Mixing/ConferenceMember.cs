namespace Tandem.Media.Mixing;

/// <summary>What a channel may do in a conference. May be changed at any time; changes of loudness are faded.</summary>
public sealed record ConferenceMember
{
    /// <summary>A party: hears all others and is heard by them.</summary>
    public static ConferenceMember Party { get; } = new();

    /// <summary>A silent supervisor: hears all, is heard by nobody.</summary>
    public static ConferenceMember Listener { get; } = new() { IsMuted = true };

    /// <summary>Whether nobody hears it.</summary>
    public bool IsMuted { get; init; }

    /// <summary>Whether it hears nobody; nothing is sent to it then.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>How much louder it is for the others, in dB, -40 to 20; default 0.</summary>
    public double Gain { get; init; }

    /// <summary>The only channel that hears it, as a supervisor who whispers; <see langword="null"/> where all do.</summary>
    public MediaChannel? WhispersTo { get; init; }

    internal void Validate()
    {
        if (Gain is not (>= -40 and <= 20))
            throw new ArgumentOutOfRangeException(nameof(Gain), Gain, "The gain must be between -40 and 20 dB.");
    }
}
