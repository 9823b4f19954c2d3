namespace Tandem.Sipgate.Calls;

/// <summary>A call to make: <see cref="From"/> rings first, and is joined with <see cref="To"/> when it answers.</summary>
/// <remarks>What <see cref="To"/> sees is the first of: <see cref="CallerId"/>, the number of <see cref="DeviceId"/>, that of <see cref="From"/>.</remarks>
public sealed record NewCall
{
    /// <summary>Who rings first: an extension of the kinds e, p, x or y, or a phone number, for which <see cref="DeviceId"/> is needed.</summary>
    public required string From { get; init; }

    /// <summary>The phone number that is called then.</summary>
    public required string To { get; init; }

    /// <summary>The phone number that is shown; null for that of the extension.</summary>
    public string? CallerId { get; init; }

    /// <summary>The extension (e, p, x or y) that pays and whose settings count; null for <see cref="From"/>.</summary>
    public string? DeviceId { get; init; }
}
