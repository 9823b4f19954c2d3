namespace Tandem.Hub.Rest;

/// <summary>The headers that keep a browser from taking an answer for anything but data.</summary>
internal static class SecurityHeaders
{
    /// <summary>Puts them on the answer.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">What answers.</param>
    public static Task SetAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            static state =>
            {
                var headers = ((HttpResponse)state).Headers;
                headers.XContentTypeOptions = "nosniff";
                headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
                headers.CacheControl = "no-store";
                headers["Referrer-Policy"] = "no-referrer";
                return Task.CompletedTask;
            },
            context.Response);
        return next(context);
    }
}
