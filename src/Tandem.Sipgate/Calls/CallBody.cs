using System.Text.Json.Serialization;

namespace Tandem.Sipgate.Calls;

/// <summary>The body of <c>POST sessions/calls</c>.</summary>
internal sealed record CallBody
{
    public required string Callee { get; init; }

    public required string Caller { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CallerId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeviceId { get; init; }
}
