namespace Tandem.Sipgate.Voicemails;

/// <summary>A voicemail.</summary>
public sealed record Voicemail
{
    /// <summary>Its id, such as <c>v0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string Alias { get => field ?? ""; init; }

    /// <summary>Whose it is; null where it is not told.</summary>
    public VoicemailOwner? BelongsToEndpoint { get; init; }
}
