namespace Tandem.Sipgate.Contacts;

/// <summary>A postal address of a contact, with the parts of a vCard's (RFC 6350, 6.3.1).</summary>
public sealed record ContactAddress
{
    /// <summary>The post office box.</summary>
    public string? PoBox { get; init; }

    /// <summary>Apartment or suite.</summary>
    public string? ExtendedAddress { get; init; }

    /// <summary>Street and number.</summary>
    public string? StreetAddress { get; init; }

    /// <summary>The town.</summary>
    public string? Locality { get; init; }

    /// <summary>The state or province.</summary>
    public string? Region { get; init; }

    /// <summary>The postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>The country.</summary>
    public string? Country { get; init; }
}
