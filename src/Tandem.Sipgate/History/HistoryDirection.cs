using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.History;

/// <summary>Which way an event went. Values that sipgate adds later are kept as they come.</summary>
/// <param name="Value">The value as sipgate writes it.</param>
[JsonConverter(typeof(OpenValueConverter<HistoryDirection>))]
public readonly record struct HistoryDirection(string Value) : IOpenValue<HistoryDirection>
{
    /// <summary>It came in.</summary>
    public static readonly HistoryDirection Incoming = new("INCOMING");

    /// <summary>It went out.</summary>
    public static readonly HistoryDirection Outgoing = new("OUTGOING");

    /// <summary>It came in and was missed.</summary>
    public static readonly HistoryDirection MissedIncoming = new("MISSED_INCOMING");

    /// <summary>It went out and was not answered.</summary>
    public static readonly HistoryDirection MissedOutgoing = new("MISSED_OUTGOING");

    /// <summary>The value as sipgate writes it.</summary>
    public override string ToString() => Value ?? "";

    static HistoryDirection IOpenValue<HistoryDirection>.From(string value) => new(value);
}
