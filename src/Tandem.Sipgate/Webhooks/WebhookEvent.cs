namespace Tandem.Sipgate.Webhooks;

/// <summary>What a webhook told: a <see cref="NewCallEvent"/>, <see cref="AnswerEvent"/>, <see cref="DataEvent"/>, <see cref="HangUpEvent"/> or
/// <see cref="UnknownEvent"/>.</summary>
public abstract record WebhookEvent
{
    private protected WebhookEvent()
    {
    }

    /// <summary>The id of the call: the same as in <c>Rtcm</c>, and as the session's id of a call that was made. Never null; empty in sipgate's trials.</summary>
    public required string CallId { get; init; }

    /// <summary>The id of the call that this one came out of by a transfer or forward; equal to <see cref="CallId"/> or null where there is none.</summary>
    public string? OriginalCallId { get; init; }

    /// <summary>Every field as it came, decoded and in order, those that no property shows among them.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; }
}
