using System.Net;

namespace Tandem.Sipgate;

/// <summary>A refusal as it came.</summary>
internal sealed record SipgateFailure(HttpStatusCode StatusCode, string Body, IReadOnlyList<SipgateError> Errors, string Operation, TimeSpan? RetryAfter);
