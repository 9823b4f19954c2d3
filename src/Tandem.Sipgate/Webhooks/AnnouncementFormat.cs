namespace Tandem.Sipgate.Webhooks;

/// <summary>What a sound is made of.</summary>
public sealed record AnnouncementFormat
{
    /// <summary>The file's kind: <c>WAVE</c>; empty for another.</summary>
    public required string Container { get; init; }

    /// <summary>The format tag of its samples; 1 is PCM.</summary>
    public int FormatTag { get; init; }

    /// <summary>Bits a sample.</summary>
    public int BitsPerSample { get; init; }

    /// <summary>Samples a second, in Hz.</summary>
    public int SampleRate { get; init; }

    /// <summary>How many channels.</summary>
    public int Channels { get; init; }

    /// <summary>How long it plays; null where the file does not tell.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Whether sipgate plays it: WAVE, PCM of 16 bits, mono, 8,000 Hz.</summary>
    public bool IsPlayable => this is { Container: "WAVE", FormatTag: 1, BitsPerSample: 16, SampleRate: 8_000, Channels: 1 };

    /// <summary>The format in words.</summary>
    public override string ToString() =>
        Container.Length == 0 ? "not WAVE" : $"{Container}, {(FormatTag == 1 ? "PCM" : $"format tag {FormatTag}")}, {BitsPerSample} bit, {SampleRate} Hz, {Channels} channels";
}
