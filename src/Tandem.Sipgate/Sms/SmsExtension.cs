namespace Tandem.Sipgate.Sms;

/// <summary>An extension that sends text messages.</summary>
public sealed record SmsExtension
{
    /// <summary>Its id, such as <c>s0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name.</summary>
    public string Alias { get => field ?? ""; init; }

    /// <summary>The number or name that is shown as the sender.</summary>
    public string CallerId { get => field ?? ""; init; }
}
