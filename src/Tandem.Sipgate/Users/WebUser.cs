namespace Tandem.Sipgate.Users;

/// <summary>A user of the account.</summary>
public sealed record WebUser
{
    /// <summary>The id, such as <c>w0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The first name.</summary>
    public string? Firstname { get; init; }

    /// <summary>The last name.</summary>
    public string? Lastname { get; init; }

    /// <summary>The e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>The extension that rings by default, such as <c>e0</c>.</summary>
    public string? DefaultDevice { get; init; }

    /// <summary>Whether further calls find the user busy; null where it is not told.</summary>
    public bool? BusyOnBusy { get; init; }

    /// <summary>The id of the user's address.</summary>
    public string? AddressId { get; init; }

    /// <summary>The ids of the user's direct numbers.</summary>
    public IReadOnlyList<string> DirectDialIds { get => field ?? []; init; }

    /// <summary>The time zone, as <c>Europe/Berlin</c>.</summary>
    public string? Timezone { get; init; }

    /// <summary>Whether the user manages the account; null where it is not told.</summary>
    public bool? Admin { get; init; }
}
