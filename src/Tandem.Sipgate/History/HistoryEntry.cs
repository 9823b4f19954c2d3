using System.Text.Json.Serialization;
using Tandem.Sipgate.Fax;
using Tandem.Sipgate.Json;

namespace Tandem.Sipgate.History;

/// <summary>An event of the history. What a kind has not is null.</summary>
public sealed record HistoryEntry
{
    /// <summary>Its id: that of the session which made it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public HistoryEntryType Type { get; init; }

    /// <summary>Which way it went.</summary>
    public HistoryDirection Direction { get; init; }

    /// <summary>Where it came from.</summary>
    public string Source { get => field ?? ""; init; }

    /// <summary>Where it went.</summary>
    public string Target { get => field ?? ""; init; }

    /// <summary>The name of where it came from.</summary>
    public string SourceAlias { get => field ?? ""; init; }

    /// <summary>The name of where it went.</summary>
    public string TargetAlias { get => field ?? ""; init; }

    /// <summary>When it was.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset Created { get; init; }

    /// <summary>When it was changed last.</summary>
    [JsonConverter(typeof(InstantConverter))]
    public DateTimeOffset LastModified { get; init; }

    /// <summary>Whether it came in.</summary>
    public bool Incoming { get; init; }

    /// <summary>How it ended: <c>PICKUP</c>, <c>NOPICKUP</c>, <c>BUSY</c>, <c>FORWARD</c>, or what sipgate adds.</summary>
    public string? Status { get; init; }

    /// <summary>The extensions that took part.</summary>
    public IReadOnlyList<string> ConnectionIds { get => field ?? []; init; }

    /// <summary>Whether it was read.</summary>
    public bool Read { get; init; }

    /// <summary>Whether it is archived.</summary>
    public bool Archived { get; init; }

    /// <summary>Whether it is starred.</summary>
    [JsonConverter(typeof(StarredConverter))]
    public bool Starred { get; init; }

    /// <summary>The user's note.</summary>
    public string? Note { get; init; }

    /// <summary>The extensions that it went through.</summary>
    public IReadOnlyList<RoutedEndpoint> Endpoints { get => field ?? []; init; }

    /// <summary>The id of a call, as in webhooks.</summary>
    public string? CallId { get; init; }

    /// <summary>How a call went.</summary>
    public CallStatus? CallStatus { get; init; }

    /// <summary>How long a call or voicemail lasted, in seconds.</summary>
    public int? Duration { get; init; }

    /// <summary>The recordings of a call.</summary>
    public IReadOnlyList<CallRecording> Recordings { get => field ?? []; init; }

    /// <summary>How far a fax is.</summary>
    public FaxStatus? FaxStatusType { get; init; }

    /// <summary>Where the pages of a fax are.</summary>
    public string? DocumentUrl { get; init; }

    /// <summary>Where the report on a fax is.</summary>
    public string? ReportUrl { get; init; }

    /// <summary>Where the first page of a fax is, as a picture.</summary>
    public string? PreviewUrl { get; init; }

    /// <summary>How many pages a fax has.</summary>
    public int? PageCount { get; init; }

    /// <summary>The text of a text message.</summary>
    public string? SmsContent { get; init; }

    /// <summary>The text of a voicemail.</summary>
    public string? Transcription { get; init; }

    /// <summary>Where the sound of a voicemail is.</summary>
    public string? RecordingUrl { get; init; }
}
