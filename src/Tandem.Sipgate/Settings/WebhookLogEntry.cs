using System.Text.Json.Serialization;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.Settings;

/// <summary>One webhook that sipgate sent.</summary>
public sealed record WebhookLogEntry
{
    /// <summary>When.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset Created { get; init; }

    /// <summary>Where to.</summary>
    public string Url { get => field ?? ""; init; }

    /// <summary>What was sent; null where it is not told.</summary>
    public string? Request { get; init; }

    /// <summary>What was answered; null for nothing.</summary>
    public string? Response { get; init; }

    /// <summary>What was wrong with the answer's XML; null for nothing.</summary>
    public string? XmlError { get; init; }

    /// <summary>The status of HTTP, or what sipgate gives in its place; null for none.</summary>
    [JsonConverter(typeof(LooseTextConverter))]
    public string? Status { get; init; }
}
