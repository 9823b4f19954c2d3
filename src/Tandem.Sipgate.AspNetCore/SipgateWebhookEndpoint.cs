using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Tandem.Sipgate.Webhooks;

namespace Tandem.Sipgate.AspNetCore;

/// <summary>Answers the requests of a webhook: size, origin, signature, form, handler, XML, in this order.</summary>
internal sealed class SipgateWebhookEndpoint : IDisposable
{
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly SipgateWebhookBuilder _handlers;
    private readonly SipgateWebhookOptions _options;
    private readonly WebhookSignatureVerifier? _verifier;
    private readonly ReplayGuard? _replays;
    private readonly WebhookFollowUps _followUps;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public SipgateWebhookEndpoint(SipgateWebhookBuilder handlers, SipgateWebhookOptions options, TimeProvider timeProvider, ILogger logger)
    {
        options.Validate();
        if (options.PublicUrl is null && (handlers.Answer ?? handlers.HangUp ?? (Delegate?)handlers.Data) is not null)
        {
            throw new InvalidOperationException("No serverAddress set. No Follow-Up Events will be sent. Set SipgateWebhookOptions.PublicUrl.");
        }
        _handlers = handlers;
        _options = options;
        _timeProvider = timeProvider;
        _logger = logger;
        _verifier = options.VerifySignature ? new WebhookSignatureVerifier(options.PublicKeyPem) : null;
        _replays = options.ReplayWindow is { } window ? new ReplayGuard(window, timeProvider) : null;
        _followUps = new WebhookFollowUps
        {
            OnAnswer = handlers.Answer is null ? null : options.PublicUrl,
            OnHangUp = handlers.HangUp is null ? null : options.PublicUrl,
            OnData = options.PublicUrl,
        };
    }

    /// <summary>Answers one request.</summary>
    /// <param name="context">The request.</param>
    public async Task HandleAsync(HttpContext context)
    {
        var began = _timeProvider.GetTimestamp();
        WebhookEvent? happened = null;
        try
        {
            (happened, var refusal) = await ReadAsync(context).ConfigureAwait(false);
            if (happened is null)
            {
                await RefuseAsync(context, refusal).ConfigureAwait(false);
            }
            else
            {
                await AnswerAsync(context, happened).ConfigureAwait(false);
            }
        }
        finally
        {
            SipgateWebhookMetrics.Answered(happened, context.Response.StatusCode, _timeProvider.GetElapsedTime(began));
        }
    }

    public void Dispose() => _verifier?.Dispose();

    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(FormType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Value.Trim('"').ToLowerInvariant() is "utf-8" or "utf8" or "us-ascii" or "iso-8859-1")
        && request.Headers.ContentEncoding.Count == 0;

    private async ValueTask<(WebhookEvent? Happened, Refusal Refusal)> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        if (!WebhookOrigin.IsAllowed(context, _options))
        {
            return (null, new(StatusCodes.Status403Forbidden, "Caution! IP address is not from sipgate"));
        }
        if (!IsForm(request))
        {
            return (null, new(StatusCodes.Status415UnsupportedMediaType, $"The body is not {FormType} in UTF-8, without Content-Encoding."));
        }
        if (_verifier is not null && request.Headers[WebhookSignatureVerifier.HeaderName].Count != 1)
        {
            return (null, new(StatusCodes.Status401Unauthorized, $"There is not one header {WebhookSignatureVerifier.HeaderName}."));
        }
        var reader = request.BodyReader;
        if (request.ContentLength > _options.MaxBodySize || await ReadBodyAsync(reader, context.RequestAborted).ConfigureAwait(false) is not { } body)
        {
            return (null, new(StatusCodes.Status413PayloadTooLarge, $"The body has more than {_options.MaxBodySize} bytes."));
        }
        try
        {
            return Check(body.IsSingleSegment ? body.FirstSpan : body.ToArray(), request.Headers[WebhookSignatureVerifier.HeaderName]);
        }
        finally
        {
            reader.AdvanceTo(body.End);
        }
    }

    private (WebhookEvent? Happened, Refusal Refusal) Check(ReadOnlySpan<byte> body, string? signature)
    {
        if (_verifier?.Verify(body, signature) == false)
        {
            return (null, new(StatusCodes.Status403Forbidden, "Signature verification failed."));
        }
        try
        {
            var happened = WebhookParser.Parse(body);
            return happened is not DataEvent && _replays?.TryAdd(body) == false
                ? (null, new(StatusCodes.Status409Conflict, "The same body came before."))
                : (happened, default);
        }
        catch (WebhookFormatException exception)
        {
            return (null, new(StatusCodes.Status400BadRequest, exception.Message));
        }
    }

    private async ValueTask<ReadOnlySequence<byte>?> ReadBodyAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.Length > _options.MaxBodySize)
            {
                reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
                return null;
            }
            if (result.IsCompleted)
            {
                return result.Buffer;
            }
            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private async Task AnswerAsync(HttpContext context, WebhookEvent happened)
    {
        using var xml = new MemoryStream();
        try
        {
            var response = await DispatchAsync(happened, context.RequestAborted).ConfigureAwait(false);
            (response ?? WebhookResponse.Continue).WriteTo(xml, _followUps);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            // Whatever it is: sipgate is to be told at once, so that the call goes on.
            _logger.LogFailed(SipgateWebhookMetrics.KindOf(happened), happened.CallId, exception);
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }
        context.Response.ContentType = WebhookResponse.ContentType;
        context.Response.ContentLength = xml.Length;
        await context.Response.Body.WriteAsync(xml.GetBuffer().AsMemory(0, (int)xml.Length), context.RequestAborted).ConfigureAwait(false);
    }

    private async Task<WebhookResponse?> DispatchAsync(WebhookEvent happened, CancellationToken cancellationToken)
    {
        switch (happened)
        {
            case NewCallEvent call when _handlers.NewCall is { } handler:
                return await handler(call, cancellationToken).ConfigureAwait(false);
            case DataEvent data when _handlers.Data is { } handler:
                return await handler(data, cancellationToken).ConfigureAwait(false);
            case AnswerEvent answer when _handlers.Answer is { } handler:
                await handler(answer, cancellationToken).ConfigureAwait(false);
                break;
            case HangUpEvent hangUp when _handlers.HangUp is { } handler:
                await handler(hangUp, cancellationToken).ConfigureAwait(false);
                break;
            case UnknownEvent unknown:
                _logger.LogUnknown(unknown.Kind);
                break;
        }
        return null;
    }

    private async Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        _logger.LogRefused(refusal.Status, refusal.Reason);
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(refusal.Reason, context.RequestAborted).ConfigureAwait(false);
    }

    private readonly record struct Refusal(int Status, string Reason);
}
