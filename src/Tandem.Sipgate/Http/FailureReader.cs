using System.Text;
using System.Text.Json;

namespace Tandem.Sipgate.Http;

/// <summary>Reads the answer to a refused request: status, body, and the faults that it lists.</summary>
internal static class FailureReader
{
    private const int MaxBody = 64 * 1024;

    public static async Task<SipgateFailure> ReadAsync(HttpResponseMessage response, string operation, TimeProvider clock, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxBody];
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var length = 0;
        await using (stream.ConfigureAwait(false))
        {
            length = await stream.ReadAtLeastAsync(bytes, MaxBody, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        }
        return new SipgateFailure(response.StatusCode, Encoding.UTF8.GetString(bytes, 0, length), ReadErrors(bytes.AsMemory(0, length)), operation, ReadRetryAfter(response, clock));
    }

    private static TimeSpan? ReadRetryAfter(HttpResponseMessage response, TimeProvider clock) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > clock.GetUtcNow() ? date - clock.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static IReadOnlyList<SipgateError> ReadErrors(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("errors", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                return [];
            }
            return [.. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => new SipgateError(
                Text(item, "title") ?? "",
                Text(item, "detail"),
                item.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object ? Text(source, "pointer") : null))];
        }
        catch (JsonException)
        {
            // Bodies of refusals are often pages for people; the body itself is kept.
            return [];
        }
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
