namespace Tandem.Sipgate.History;

/// <summary>An extension as the history names it.</summary>
public sealed record HistoryEndpoint
{
    /// <summary>The extension, such as <c>p0</c>.</summary>
    public string Extension { get => field ?? ""; init; }

    /// <summary>Its kind, such as <c>PHONELINE</c>.</summary>
    public string Type { get => field ?? ""; init; }
}
