namespace Tandem.Sipgate.Rtcm;

/// <summary>A call that is up. Calls that ring are not among them.</summary>
public sealed record EstablishedCall
{
    /// <summary>Its id, as in webhooks and as the session's id of a call that was made.</summary>
    public required string CallId { get; init; }

    /// <summary>Whether the account's side is muted.</summary>
    public bool Muted { get; init; }

    /// <summary>Whether it is recorded.</summary>
    public bool Recording { get; init; }

    /// <summary>Whether it is held.</summary>
    public bool Hold { get; init; }

    /// <summary>Who takes part.</summary>
    public IReadOnlyList<CallParticipant> Participants { get => field ?? []; init; }
}
