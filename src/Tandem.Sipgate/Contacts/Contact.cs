namespace Tandem.Sipgate.Contacts;

/// <summary>A contact of the address book.</summary>
public sealed record Contact
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name.</summary>
    public string? Name { get; init; }

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

    /// <summary>Who sees it.</summary>
    public ContactScope Scope { get; init; }
}
