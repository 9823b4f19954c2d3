namespace Tandem.Sipgate.Numbers;

/// <summary>A number of the account.</summary>
public sealed record AccountNumber
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The number in E.164; a short one as it is.</summary>
    public string Number { get => field ?? ""; init; }

    /// <summary>The number as people of the country write it.</summary>
    public string? Localized { get; init; }

    /// <summary>What it is: <c>MOBILE</c>, <c>LANDLINE</c>, <c>QUICKDIAL</c>, <c>INTERNATIONAL</c>, or what sipgate adds.</summary>
    public string? Type { get; init; }

    /// <summary>The extension that it rings, such as <c>p0</c>; null for none.</summary>
    public string? EndpointId { get; init; }

    /// <summary>That extension's name.</summary>
    public string? EndpointAlias { get; init; }

    /// <summary>That extension's address in the API.</summary>
    public string? EndpointUrl { get; init; }
}
