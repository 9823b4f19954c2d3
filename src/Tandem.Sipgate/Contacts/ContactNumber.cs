namespace Tandem.Sipgate.Contacts;

/// <summary>A phone number of a contact.</summary>
public sealed record ContactNumber
{
    /// <summary>The number.</summary>
    public required string Number { get; init; }

    /// <summary>What it is for, such as <c>cell</c> and <c>work</c>.</summary>
    public IReadOnlyList<string> Type { get => field ?? []; init; }
}
