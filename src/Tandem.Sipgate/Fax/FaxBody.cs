namespace Tandem.Sipgate.Fax;

/// <summary>The body of <c>POST sessions/fax</c>.</summary>
internal sealed record FaxBody
{
    public required string Base64Content { get; init; }

    public required string FaxlineId { get; init; }

    public required string Filename { get; init; }

    public required string Recipient { get; init; }
}
