namespace Tandem.Sipgate.Webhooks;

/// <summary>Where a call is redirected, and what is shown there.</summary>
public sealed record RedirectOptions
{
    /// <summary>How many numbers there may be.</summary>
    public const int MaxNumbers = 5;

    /// <summary>The numbers that ring at once: 1 to <see cref="MaxNumbers"/>, in E.164 with or without <c>+</c>. For an outgoing call the one that was
    /// dialled is repeated here.</summary>
    public required IReadOnlyList<string> Numbers { get; init; }

    /// <summary>Whether the caller's number is withheld; null for the account's setting.</summary>
    public bool? Anonymous { get; init; }

    /// <summary>The number that is shown, in E.164 with or without <c>+</c>; null for the account's setting.</summary>
    public string? CallerId { get; init; }
}
