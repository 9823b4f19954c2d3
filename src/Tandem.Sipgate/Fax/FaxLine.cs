namespace Tandem.Sipgate.Fax;

/// <summary>A fax line.</summary>
public sealed record FaxLine
{
    /// <summary>Its id, such as <c>f0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string Alias { get => field ?? ""; init; }

    /// <summary>What is printed at the head of pages.</summary>
    public string Tagline { get => field ?? ""; init; }

    /// <summary>Whether it sends.</summary>
    public bool CanSend { get; init; }

    /// <summary>Whether it receives.</summary>
    public bool CanReceive { get; init; }
}
