using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.History;

/// <summary>How a call went. Values that sipgate adds later are kept as they come.</summary>
/// <param name="Value">The value as sipgate writes it.</param>
[JsonConverter(typeof(OpenValueConverter<CallStatus>))]
public readonly record struct CallStatus(string Value) : IOpenValue<CallStatus>
{
    /// <summary>It was answered.</summary>
    public static readonly CallStatus Success = new("SUCCESS");

    /// <summary>It failed.</summary>
    public static readonly CallStatus Failure = new("FAILURE");

    /// <summary>It was rejected.</summary>
    public static readonly CallStatus Rejected = new("REJECTED");

    /// <summary>Nobody wished to be disturbed.</summary>
    public static readonly CallStatus RejectedDnd = new("REJECTED_DND");

    /// <summary>The voicemail answered and no message was left.</summary>
    public static readonly CallStatus VoicemailNoMessage = new("VOICEMAIL_NO_MESSAGE");

    /// <summary>The user was in another call.</summary>
    public static readonly CallStatus BusyOnBusy = new("BUSY_ON_BUSY");

    /// <summary>It was busy.</summary>
    public static readonly CallStatus Busy = new("BUSY");

    /// <summary>It was missed.</summary>
    public static readonly CallStatus Missed = new("MISSED");

    /// <summary>The value as sipgate writes it.</summary>
    public override string ToString() => Value ?? "";

    static CallStatus IOpenValue<CallStatus>.From(string value) => new(value);
}
