using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Sms;

/// <summary>The body of <c>POST sessions/sms</c>.</summary>
internal sealed record SmsBody
{
    public required string SmsId { get; init; }

    public required string Message { get; init; }

    public required string Recipient { get; init; }

    /// <summary>Seconds since 1970, whole.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? SendAt { get; init; }
}
