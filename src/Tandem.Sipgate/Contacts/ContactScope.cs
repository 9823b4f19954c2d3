using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Contacts;

/// <summary>Who sees a contact. Values that sipgate adds later are kept as they come.</summary>
/// <param name="Value">The value as sipgate writes it.</param>
[JsonConverter(typeof(OpenValueConverter<ContactScope>))]
public readonly record struct ContactScope(string Value) : IOpenValue<ContactScope>
{
    /// <summary>The user alone.</summary>
    public static readonly ContactScope Private = new("PRIVATE");

    /// <summary>All users of the account.</summary>
    public static readonly ContactScope Shared = new("SHARED");

    /// <summary>All users; sipgate made it for one of them.</summary>
    public static readonly ContactScope Internal = new("INTERNAL");

    /// <summary>The value as sipgate writes it.</summary>
    public override string ToString() => Value ?? "";

    static ContactScope IOpenValue<ContactScope>.From(string value) => new(value);
}
