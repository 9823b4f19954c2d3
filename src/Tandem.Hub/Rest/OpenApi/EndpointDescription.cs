namespace Tandem.Hub.Rest.OpenApi;

/// <summary>Describes endpoints where they are mapped, so that what is said stands beside what is done.</summary>
internal static class EndpointDescription
{
    /// <summary>Says what an endpoint does and answers.</summary>
    /// <typeparam name="T">What a good answer holds.</typeparam>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="summary">What it does, in a sentence.</param>
    /// <param name="status">The status of a good answer.</param>
    /// <param name="problems">The statuses of bad ones, besides those of authentication.</param>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string summary, int status = StatusCodes.Status200OK, params int[] problems) =>
        endpoint.WithSummary(summary).Produces(status, typeof(T)).Problems(problems);

    /// <summary>Says what an endpoint does that answers 204.</summary>
    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint, string summary, params int[] problems) =>
        endpoint.WithSummary(summary).Produces(StatusCodes.Status204NoContent).Problems(problems);

    /// <summary>Says what an endpoint reads.</summary>
    public static RouteHandlerBuilder Reads(this RouteHandlerBuilder endpoint, IReadOnlyList<RequestField> fields, IReadOnlyList<BodyField>? body = null) =>
        endpoint.WithMetadata(new RequestShape(fields, body));

    private static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, int[] statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces(status, typeof(Problem), "application/problem+json");
        }
        return endpoint;
    }
}
