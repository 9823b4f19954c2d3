namespace Tandem.Switch.Applications;

/// <summary>Settings of an <see cref="AutoAttendant"/>.</summary>
public sealed record AutoAttendantOptions
{
    /// <summary>A WAV file that asks for the extension, of any kind that <see cref="Media.Wave.WaveReader"/> reads; null plays three rising tones.</summary>
    public string? PromptPath { get; init; }

    /// <summary>What is an extension, as a regular expression over the digits; default three digits.</summary>
    public string Digits { get; init; } = "[0-9]{3}";

    /// <summary>How long the caller may take after the prompt, 1 s to 5 min; default 10 s.</summary>
    public TimeSpan DigitTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the extension rings; default 30 s.</summary>
    public TimeSpan RingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the caller is asked before the attendant hangs up, 1 to 20; default 3.</summary>
    public int MaxAttempts { get; init; } = 3;
}
