namespace Tandem.Sipgate.Voicemails;

/// <summary>What a voicemail belongs to.</summary>
public sealed record VoicemailOwner
{
    /// <summary>The extension, such as <c>p0</c>.</summary>
    public string Extension { get => field ?? ""; init; }

    /// <summary>Its kind, such as <c>PHONELINE</c>.</summary>
    public string Type { get => field ?? ""; init; }
}
