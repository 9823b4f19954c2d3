using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine;

/// <summary>Speaks REST to a hub.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string? _domain;

    public ApiClient(Uri url, string token, TimeSpan? patience = null, string? domain = null)
    {
        _domain = domain;
        _http = new HttpClient { BaseAddress = url, Timeout = patience ?? Patience };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Get, path, body: null, cancellationToken).ConfigureAwait(false) ?? new JsonObject();

    public async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Post, path, body, cancellationToken).ConfigureAwait(false) ?? new JsonObject();

    public async Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        await SendAsync(HttpMethod.Delete, path, body: null, cancellationToken).ConfigureAwait(false);

    public async Task<byte[]> GetBytesAsync(string path, CancellationToken cancellationToken)
    {
        using var response = await SendRawAsync(HttpMethod.Get, path, body: null, cancellationToken).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens what goes on for ever; reading it has no time limit.</summary>
    public async Task<Stream> OpenStreamAsync(string path, CancellationToken cancellationToken)
    {
        var response = await SendRawAsync(HttpMethod.Get, path, body: null, cancellationToken, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends any request; null is an answer without a body.</summary>
    public async Task<JsonNode?> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var response = await SendRawAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return bytes.Length == 0 ? null : JsonNode.Parse(bytes);
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendRawAsync(
        HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken, HttpCompletionOption completion = HttpCompletionOption.ResponseContentRead)
    {
        // A token of several domains then acts for one.
        var within = _domain is null ? path : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}domain={Uri.EscapeDataString(_domain)}";
        using var request = new HttpRequestMessage(method, within);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        }
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, completion, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            throw new ApiException($"The hub at {_http.BaseAddress} cannot be reached: {exception.Message.TrimEnd('.')}.");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiException($"The hub at {_http.BaseAddress} did not answer within {_http.Timeout.TotalSeconds:0} s.");
        }
        if (!response.IsSuccessStatusCode)
        {
            using (response)
            {
                throw new ApiException(await ProblemAsync(response, cancellationToken).ConfigureAwait(false));
            }
        }
        return response;
    }

    private static async Task<string> ProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var problem = JsonNode.Parse(text);
            var detail = (string?)problem?["detail"] ?? (string?)problem?["title"];
            var candidates = problem?["candidates"] as JsonArray;
            return candidates is null ? $"{detail} ({(int)response.StatusCode})" : $"{detail} One of: {string.Join(", ", candidates)} ({(int)response.StatusCode})";
        }
        catch (JsonException)
        {
            return $"The hub answered {(int)response.StatusCode} {response.ReasonPhrase}.";
        }
    }
}
