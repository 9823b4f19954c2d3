namespace Tandem.Pbx.Model;

/// <summary>Where a call is forwarded to: a number, or voicemail.</summary>
/// <param name="Number">The number; <see langword="null"/> means the extension's own voicemail.</param>
public sealed record ForwardTarget(string? Number)
{
    /// <summary>The extension's own voicemail.</summary>
    public static ForwardTarget Voicemail { get; } = new((string?)null);

    /// <summary>It is voicemail, not a number.</summary>
    public bool IsVoicemail => Number is null;
}
