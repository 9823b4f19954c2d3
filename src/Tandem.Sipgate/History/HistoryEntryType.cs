using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.History;

/// <summary>What an event is. Values that sipgate adds later are kept as they come.</summary>
/// <param name="Value">The value as sipgate writes it.</param>
[JsonConverter(typeof(OpenValueConverter<HistoryEntryType>))]
public readonly record struct HistoryEntryType(string Value) : IOpenValue<HistoryEntryType>
{
    /// <summary>A call.</summary>
    public static readonly HistoryEntryType Call = new("CALL");

    /// <summary>A message on a voicemail.</summary>
    public static readonly HistoryEntryType Voicemail = new("VOICEMAIL");

    /// <summary>A text message.</summary>
    public static readonly HistoryEntryType Sms = new("SMS");

    /// <summary>A fax.</summary>
    public static readonly HistoryEntryType Fax = new("FAX");

    /// <summary>The value as sipgate writes it.</summary>
    public override string ToString() => Value ?? "";

    static HistoryEntryType IOpenValue<HistoryEntryType>.From(string value) => new(value);
}
