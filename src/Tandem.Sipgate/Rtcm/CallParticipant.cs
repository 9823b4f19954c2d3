namespace Tandem.Sipgate.Rtcm;

/// <summary>Who takes part in a call.</summary>
public sealed record CallParticipant
{
    /// <summary>Its id within the call.</summary>
    public required string ParticipantId { get; init; }

    /// <summary>Its phone number, as sipgate gives it; empty for none.</summary>
    public string PhoneNumber { get => field ?? ""; init; }

    /// <summary>Whether it is muted.</summary>
    public bool Muted { get; init; }

    /// <summary>Whether it is held.</summary>
    public bool Hold { get; init; }

    /// <summary>Whether it is the account's side.</summary>
    public bool Owner { get; init; }
}
