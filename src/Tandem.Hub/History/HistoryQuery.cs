namespace Tandem.Hub.History;

/// <summary>What is wanted of the history. Conditions add up.</summary>
internal sealed record HistoryQuery
{
    /// <summary>The largest page.</summary>
    public const int MaxLimit = 1000;

    /// <summary>The domain that reads: its own conversations and those that it took part in; <see langword="null"/> means all.</summary>
    public string? Domain { get; init; }

    /// <summary>The user of that domain that reads: only conversations that it took part in; null means the whole domain.</summary>
    public int? User { get; init; }

    /// <summary>The id of a conversation, in full; null means any.</summary>
    public string? Id { get; init; }

    /// <summary>A number or address that called, was called or took part.</summary>
    public string? Number { get; init; }

    /// <summary>Conversations that started then or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Conversations that started before then.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many to return at most, 1 to <see cref="MaxLimit"/>.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Where the page before ended: its <see cref="HistoryPage.Next"/>.</summary>
    public HistoryCursor? After { get; init; }
}
