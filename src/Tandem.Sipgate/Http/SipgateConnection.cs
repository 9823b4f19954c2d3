using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Tandem.Sipgate.Telemetry;

namespace Tandem.Sipgate.Http;

/// <summary>Sends requests with credentials and headers, repeats what may be repeated, and turns refusals into exceptions.</summary>
internal sealed partial class SipgateConnection
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue AcceptJson = new("application/json");

    private readonly HttpClient _http;
    private readonly ILogger _logger;
    private readonly Uri _base;
    private readonly string _clientHeader;

    public SipgateConnection(HttpClient http, SipgateOptions options)
    {
        _http = http;
        Options = options;
        _logger = options.LoggerFactory.CreateLogger<SipgateClient>();
        _base = options.BaseAddress.AbsoluteUri.EndsWith('/') ? options.BaseAddress : new Uri(options.BaseAddress.AbsoluteUri + "/");
        _clientHeader = ClientHeader.Create(options.ClientName);
    }

    public SipgateOptions Options { get; }

    /// <summary>A phone number to send.</summary>
    public string Phone(string? text, string parameter) => Addresses.PhoneNumber.Require(text, Options.NormalizePhoneNumbers, parameter);

    /// <summary>Sends a request whose answer has nothing to say.</summary>
    public Task SendAsync(SipgateRequest request, CancellationToken cancellationToken) => ExchangeAsync(request, cancellationToken);

    /// <summary>Sends a request and reads its answer.</summary>
    public async Task<T> ReadAsync<T>(SipgateRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var body = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            return JsonSerializer.Deserialize(body, type) ?? throw new SipgateResponseException($"sipgate answered {request.Operation} with null");
        }
        catch (JsonException exception)
        {
            throw new SipgateResponseException($"sipgate answered {request.Operation} with what is not its JSON: {exception.Message}", exception);
        }
    }

    /// <returns>The body of a successful answer.</returns>
    public async Task<byte[]> ExchangeAsync(SipgateRequest request, CancellationToken cancellationToken)
    {
        using var activity = SipgateTelemetry.Start(request.Operation, request.Method.Method, _base);
        var started = Options.TimeProvider.GetTimestamp();
        var outcome = "canceled";
        try
        {
            var body = await RepeatAsync(request, cancellationToken).ConfigureAwait(false);
            outcome = "success";
            return body;
        }
        catch (SipgateException exception)
        {
            outcome = SipgateTelemetry.NameOf(exception);
            throw;
        }
        finally
        {
            SipgateTelemetry.End(activity, request.Operation, outcome, Options.TimeProvider.GetElapsedTime(started));
        }
    }

    private async Task<byte[]> RepeatAsync(SipgateRequest request, CancellationToken cancellationToken)
    {
        var mayBeDone = false;
        var isRenewed = false;
        for (var attempt = 1; ; attempt++)
        {
            var credentials = Options.Credentials.Current;
            SipgateException failure;
            try
            {
                var answer = await SendOnceAsync(request, credentials, cancellationToken).ConfigureAwait(false);
                if (answer.Failure is null)
                {
                    return answer.Body;
                }
                if (mayBeDone && request.Method == HttpMethod.Delete && answer.Failure.StatusCode == HttpStatusCode.NotFound)
                {
                    // The request before was carried out, its answer was lost.
                    return [];
                }
                failure = SipgateApiException.Create(request.Errors[answer.Failure.StatusCode], answer.Failure);
            }
            catch (SipgateException exception)
            {
                failure = exception;
            }

            // 401 says that nothing was done, so any request may be sent again with other credentials, once.
            if (failure is SipgateUnauthorizedException && !isRenewed && await Options.Credentials.RenewAsync(credentials, cancellationToken).ConfigureAwait(false))
            {
                isRenewed = true;
                attempt--;
                continue;
            }
            if (attempt >= Options.Retry.MaxAttempts || RetryDelay.After(failure, request, attempt, Options.Retry) is not { } delay)
            {
                throw failure;
            }
            mayBeDone |= failure is not SipgateConnectException { WasSent: false };
            SipgateTelemetry.Repeated(request.Operation);
            Repeating(_logger, request.Operation, attempt, failure.Message, delay.TotalMilliseconds);
            await Task.Delay(delay, Options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<SipgateAnswer> SendOnceAsync(SipgateRequest request, AuthenticationHeaderValue credentials, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Options.Timeout, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = CreateMessage(request, credentials);
            using var response = await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return new SipgateAnswer(await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false), null);
            }
            var failure = await FailureReader.ReadAsync(response, request.Operation, Options.TimeProvider, either.Token).ConfigureAwait(false);
            return new SipgateAnswer([], failure);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SipgateTimeoutException(Options.Timeout, exception);
        }
        catch (HttpRequestException exception)
        {
            var wasSent = exception.HttpRequestError is not (HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError);
            throw new SipgateConnectException(exception.Message, wasSent, exception);
        }
        catch (IOException exception)
        {
            throw new SipgateConnectException(exception.Message, true, exception);
        }
    }

    private HttpRequestMessage CreateMessage(SipgateRequest request, AuthenticationHeaderValue credentials)
    {
        var message = new HttpRequestMessage(request.Method, new Uri(_base, request.Path));
        message.Headers.Authorization = credentials;
        message.Headers.Accept.Add(AcceptJson);
        message.Headers.UserAgent.Add(ClientHeader.Product);
        message.Headers.TryAddWithoutValidation("X-Sipgate-Client", _clientHeader);
        message.Headers.TryAddWithoutValidation("X-Sipgate-Version", ClientHeader.Version);
        if (request.Body is { } body)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.ContentType = Json;
        }
        return message;
    }

    [LoggerMessage(6001, LogLevel.Warning, "{Operation} failed at attempt {Attempt} ({Reason}) and is repeated in {Milliseconds} ms")]
    private static partial void Repeating(ILogger logger, string operation, int attempt, string reason, double milliseconds);
}
