namespace Tandem.Sipgate.History;

/// <summary>An extension that an event went through.</summary>
public sealed record RoutedEndpoint
{
    /// <summary>What became of it there: <c>FORWARDED</c>, <c>ROUTED</c>, <c>PICKUP</c>, or what sipgate adds.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>The extension.</summary>
    public HistoryEndpoint? Endpoint { get; init; }
}
