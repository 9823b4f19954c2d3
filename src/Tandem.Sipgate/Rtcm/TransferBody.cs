using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Rtcm;

/// <summary>The body of <c>POST calls/{id}/transfer</c>.</summary>
internal sealed record TransferBody
{
    public required bool Attended { get; init; }

    public required string PhoneNumber { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallerId { get; init; }
}
