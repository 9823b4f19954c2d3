namespace Tandem.Switch.Calls;

/// <summary>Which legs are looked for: those that fit everything given.</summary>
public sealed record CallFilter
{
    /// <summary>The Call-ID of the leg's INVITE; null for any.</summary>
    public string? CallId { get; init; }

    /// <summary>The number of the extension whose leg it is; null for any, those without an extension included.</summary>
    public string? Number { get; init; }

    /// <summary>The domain that the leg is part of; null for any.</summary>
    public string? Domain { get; init; }

    /// <summary>The conversation that the leg belongs to; null for any.</summary>
    public string? ConversationId { get; init; }

    internal bool Matches(Call call) =>
        (CallId is null || call.Invite.CallId == CallId)
        && (Number is null || call.Account?.Number == Number)
        && (Domain is null || call.Domain == Domain)
        && (ConversationId is null || call.ConversationId == ConversationId);
}
