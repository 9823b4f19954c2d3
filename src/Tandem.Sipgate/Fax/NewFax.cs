namespace Tandem.Sipgate.Fax;

/// <summary>A fax to send.</summary>
public sealed record NewFax
{
    /// <summary>The phone number that gets it.</summary>
    public required string To { get; init; }

    /// <summary>A PDF file.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>What it is called; null for <c>Fax_</c> with the date and time in UTC.</summary>
    public string? Filename { get; init; }

    /// <summary>The line that sends it, such as <c>f0</c>; null for the first of the user that can send.</summary>
    public string? FaxlineId { get; init; }
}
