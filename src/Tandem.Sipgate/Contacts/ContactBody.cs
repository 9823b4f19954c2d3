namespace Tandem.Sipgate.Contacts;

/// <summary>The body of <c>POST contacts</c>.</summary>
internal sealed record ContactBody
{
    public required string Name { get; init; }

    public required string Family { get; init; }

    public required string Given { get; init; }

    public required IReadOnlyList<IReadOnlyList<string>> Organization { get; init; }

    public required string? Picture { get; init; }

    public required string Scope { get; init; }

    public required IReadOnlyList<ContactAddress> Addresses { get; init; }

    public required IReadOnlyList<ContactEmail> Emails { get; init; }

    public required IReadOnlyList<ContactNumber> Numbers { get; init; }
}
