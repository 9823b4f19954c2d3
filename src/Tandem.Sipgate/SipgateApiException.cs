using System.Net;

namespace Tandem.Sipgate;

/// <summary>sipgate refused a request. Common statuses have a class of their own; the message is that of sipgate's library for Node.js.</summary>
public class SipgateApiException : SipgateException
{
    internal SipgateApiException(string message, SipgateFailure failure)
        : base(message)
    {
        StatusCode = failure.StatusCode;
        Body = failure.Body;
        Errors = failure.Errors;
        Operation = failure.Operation;
        RetryAfter = failure.RetryAfter;
    }

    /// <summary>The status of HTTP.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The answer's body as it came, of which 64 KiB are kept; empty for none.</summary>
    public string Body { get; }

    /// <summary>The faults that the body lists; empty where it lists none.</summary>
    public IReadOnlyList<SipgateError> Errors { get; }

    /// <summary>What was asked: the method and path without values, such as <c>PUT calls/{id}/hold</c>.</summary>
    public string Operation { get; }

    /// <summary>How long sipgate asks to wait, as with 429 and 503; null where it does not say.</summary>
    public TimeSpan? RetryAfter { get; }

    internal static SipgateApiException Create(string message, SipgateFailure failure) => failure.StatusCode switch
    {
        HttpStatusCode.Unauthorized => new SipgateUnauthorizedException(message, failure),
        HttpStatusCode.PaymentRequired => new SipgateInsufficientFundsException(message, failure),
        HttpStatusCode.Forbidden => new SipgateForbiddenException(message, failure),
        HttpStatusCode.NotFound => new SipgateNotFoundException(message, failure),
        HttpStatusCode.TooManyRequests => new SipgateRateLimitException(message, failure),
        _ => new SipgateApiException(message, failure),
    };
}
