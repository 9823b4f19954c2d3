namespace Tandem.Switch.Registrar;

/// <summary>Settings of the registrar.</summary>
public sealed record RegistrarOptions
{
    /// <summary>Validity of a registration that asks for none, in seconds; default 3600.</summary>
    public uint DefaultExpires { get; init; } = 3600;

    /// <summary>Shortest validity, in seconds; a shorter wish is answered with 423 (RFC 3261 10.3); default 60.</summary>
    public uint MinExpires { get; init; } = 60;

    /// <summary>Longest validity, in seconds; a longer wish is shortened to it; default 7200.</summary>
    public uint MaxExpires { get; init; } = 7200;

    /// <summary>Most contacts a user; a further one is answered with 403; default 10.</summary>
    public int MaxContacts { get; init; } = 10;
}
