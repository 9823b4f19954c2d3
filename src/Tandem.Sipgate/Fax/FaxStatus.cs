using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Fax;

/// <summary>How far a fax is. Values that sipgate adds later are kept as they come.</summary>
/// <param name="Value">The value as sipgate writes it.</param>
[JsonConverter(typeof(OpenValueConverter<FaxStatus>))]
public readonly record struct FaxStatus(string Value) : IOpenValue<FaxStatus>
{
    /// <summary>It waits.</summary>
    public static readonly FaxStatus Pending = new("PENDING");

    /// <summary>It is being sent.</summary>
    public static readonly FaxStatus Sending = new("SENDING");

    /// <summary>It arrived.</summary>
    public static readonly FaxStatus Sent = new("SENT");

    /// <summary>It did not arrive.</summary>
    public static readonly FaxStatus Failed = new("FAILED");

    /// <summary>It is sent later.</summary>
    public static readonly FaxStatus Scheduled = new("SCHEDULED");

    /// <summary>The value as sipgate writes it.</summary>
    public override string ToString() => Value ?? "";

    static FaxStatus IOpenValue<FaxStatus>.From(string value) => new(value);
}
