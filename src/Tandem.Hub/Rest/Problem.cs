using Microsoft.AspNetCore.WebUtilities;
using Tandem.Hub.Rest.Json;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest;

/// <summary>An answer that says what went wrong: problem details by RFC 9457, without a type of its own (section 4.2.1).</summary>
internal sealed record Problem : IResult
{
    /// <summary>Makes a problem.</summary>
    /// <param name="status">The HTTP status code.</param>
    /// <param name="detail">What is wrong with this request, in words for people.</param>
    public Problem(int status, string? detail = null)
    {
        Status = status;
        Detail = detail;
    }

    /// <summary>The words of the status code.</summary>
    public string Title => ReasonPhrases.GetReasonPhrase(Status);

    /// <summary>The HTTP status code.</summary>
    public int Status { get; }

    /// <summary>What is wrong with this request, in words for people.</summary>
    public string? Detail { get; }

    /// <summary>The capability that is missing.</summary>
    public string? Capability { get; init; }

    /// <summary>The objects that an ambiguous id fits.</summary>
    public ValueList<ObjectId>? Candidates { get; init; }

    /// <summary>Where in the request the fault is: a JSON path (<c>$.from</c>), or the name of a query parameter or header.</summary>
    public string? Field { get; init; }

    /// <summary>What is allowed there.</summary>
    public string? Allowed { get; init; }

    /// <summary>The setting that decides, and so has to be changed instead.</summary>
    public string? Key { get; init; }

    /// <summary>A value in the request is wrong.</summary>
    /// <param name="field">Where.</param>
    /// <param name="allowed">What is allowed there.</param>
    public static Problem Invalid(string field, string allowed) =>
        new(StatusCodes.Status400BadRequest, $"{field}: {allowed}.") { Field = field, Allowed = allowed };

    /// <summary>There is no such thing, or none that the token may see.</summary>
    /// <param name="what">What was looked for.</param>
    /// <param name="name">By which name.</param>
    public static Problem NotFound(string what, string name) => new(StatusCodes.Status404NotFound, $"There is no {what} '{name}'.");

    /// <inheritdoc/>
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        return httpContext.Response.WriteAsJsonAsync(this, ApiJson.TypeOf<Problem>(), "application/problem+json", httpContext.RequestAborted);
    }
}
