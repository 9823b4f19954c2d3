namespace Tandem.Sipgate.Fax;

/// <summary>What the history tells of a fax.</summary>
internal sealed record FaxEntry
{
    public string? Type { get; init; }

    public FaxStatus? FaxStatusType { get; init; }
}
