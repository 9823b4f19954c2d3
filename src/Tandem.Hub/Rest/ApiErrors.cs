namespace Tandem.Hub.Rest;

/// <summary>Makes every failure of REST an answer with problem details, and none of them one with a stack trace.</summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> logger)
{
    /// <summary>Serves a request.</summary>
    /// <param name="context">The request.</param>
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
            {
                await new Problem(context.Response.StatusCode, DetailOf(context)).ExecuteAsync(context).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be answered.
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var detail = exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The body may have at most {TandemApi.MaxBodySize} bytes."
                : exception.Message;
            await new Problem(exception.StatusCode, detail).ExecuteAsync(context).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFailed(exception, context.Request.Method, context.Request.Path);
            context.Response.Clear();
            await new Problem(StatusCodes.Status500InternalServerError, "The hub failed; its log says why.").ExecuteAsync(context).ConfigureAwait(false);
        }
    }

    private static string? DetailOf(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => $"There is no {context.Request.Path}.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Path} knows no {context.Request.Method}; it knows {context.Response.Headers.Allow}.",
        _ => null,
    };

    [LoggerMessage(4001, LogLevel.Error, "{Method} {Path} failed.")]
    private partial void LogFailed(Exception exception, string method, PathString path);
}
