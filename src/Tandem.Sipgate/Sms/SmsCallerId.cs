namespace Tandem.Sipgate.Sms;

/// <summary>A number that an SMS extension may show as its sender.</summary>
internal sealed record SmsCallerId
{
    public required int Id { get; init; }

    public string Phonenumber { get => field ?? ""; init; }

    public bool Verified { get; init; }

    public bool DefaultNumber { get; init; }
}
