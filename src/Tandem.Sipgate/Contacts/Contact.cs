using System.Text.Json;
using System.Text.Json.Serialization;

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
    public IReadOnlyList<ContactEmail> Emails { get => field ?? []; init; }

    /// <summary>The phone numbers.</summary>
    public IReadOnlyList<ContactNumber> Numbers { get => field ?? []; init; }

    /// <summary>The postal addresses.</summary>
    public IReadOnlyList<ContactAddress> Addresses { get => field ?? []; init; }

    /// <summary>The organisations, each with its units.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Organization { get => field ?? []; init; }

    /// <summary>Who sees it.</summary>
    public ContactScope Scope { get; init; }

    /// <summary>Fields that this library does not know. They are sent back as they came, so that an update loses nothing.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}
