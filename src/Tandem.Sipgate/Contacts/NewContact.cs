namespace Tandem.Sipgate.Contacts;

/// <summary>A contact to create. It needs one of the names at least.</summary>
public sealed record NewContact
{
    /// <summary>The first name; may be empty.</summary>
    public string Firstname { get; init; } = "";

    /// <summary>The last name; may be empty.</summary>
    public string Lastname { get; init; } = "";

    /// <summary>The picture; null for none.</summary>
    public string? Picture { get; init; }

    /// <summary>The e-mail addresses.</summary>
    public IReadOnlyList<ContactEmail> Emails { get; init; } = [];

    /// <summary>The phone numbers.</summary>
    public IReadOnlyList<ContactNumber> Numbers { get; init; } = [];

    /// <summary>The postal addresses.</summary>
    public IReadOnlyList<ContactAddress> Addresses { get; init; } = [];

    /// <summary>The organisations, each with its units.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Organization { get; init; } = [];
}
