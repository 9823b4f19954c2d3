namespace Tandem.Hub.History;

/// <summary>One page of the history, newest first.</summary>
/// <param name="Entries">The conversations.</param>
/// <param name="Next">Where the next page begins; <see langword="null"/> when this is the last.</param>
internal sealed record HistoryPage(IReadOnlyList<HistoryEntry> Entries, HistoryCursor? Next);
