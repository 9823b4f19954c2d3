using System.Net;

namespace Tandem.Sipgate.Http;

/// <summary>What statuses mean to one part of the API, in the words of sipgate's library for Node.js, so that programs moved from there find them again.</summary>
internal sealed record ErrorTexts
{
    public static readonly ErrorTexts Plain = new();
    public static readonly ErrorTexts Core = new() { Unauthorized = "Unauthorized", Forbidden = "Forbidden" };
    public static readonly ErrorTexts Sms = Core with { Forbidden = "Invalid SMS extension" };
    public static readonly ErrorTexts Fax = Core with { NotFound = "Fax was not found" };
    public static readonly ErrorTexts Call = Core with
    {
        BadRequest = "Invalid Call object",
        PaymentRequired = "Insufficient funds",
        Forbidden = "Cannot access extension - not found or forbidden",
    };
    public static readonly ErrorTexts Settings = Core with { Forbidden = "sipgateIO is not booked for your account (or insufficient scopes)" };
    public static readonly ErrorTexts Contacts = Core with { ServerError = "Invalid CSV string" };
    public static readonly ErrorTexts History = Core with { BadRequest = "Invalid filter or pagination input", NotFound = "The requested history event could not be found" };
    public static readonly ErrorTexts Numbers = Core with { BadRequest = "Invalid pagination input" };
    public static readonly ErrorTexts Rtcm = Core with { NotFound = "The requested Call could not be found" };

    private string? BadRequest { get; init; }

    private string? Unauthorized { get; init; }

    private string? PaymentRequired { get; init; }

    private string? Forbidden { get; init; }

    private string? NotFound { get; init; }

    private string? ServerError { get; init; }

    public string this[HttpStatusCode status] => status switch
    {
        HttpStatusCode.BadRequest => BadRequest,
        HttpStatusCode.Unauthorized => Unauthorized,
        HttpStatusCode.PaymentRequired => PaymentRequired,
        HttpStatusCode.Forbidden => Forbidden,
        HttpStatusCode.NotFound => NotFound,
        HttpStatusCode.InternalServerError => ServerError,
        _ => null,
    } ?? $"Request failed with status code {(int)status}";
}
