namespace Tandem.Sipgate.History;

/// <summary>A part of the history.</summary>
/// <param name="Items">Its events, the latest first.</param>
/// <param name="TotalCount">How many the filter finds in all.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryEntry> Items, int TotalCount);
