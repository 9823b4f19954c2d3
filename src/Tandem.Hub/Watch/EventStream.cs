using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Tandem.Hub.CommandLine;

namespace Tandem.Hub.Watch;

/// <summary>Reads a hub's feed as server-sent events, and goes on where it was when the connection breaks.</summary>
/// <param name="client">The hub.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="path">Which feed.</param>
internal sealed class EventStream(ApiClient client, TimeProvider timeProvider, string path = "/api/events")
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>All frames, until cancelled. Null says that the connection is lost; what follows continues.</summary>
    /// <exception cref="ApiException">The hub refuses the first connection.</exception>
    public async IAsyncEnumerable<JsonNode?> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? position = null;
        var wasThere = false;
        while (true)
        {
            var reader = await OpenAsync(position, wasThere, cancellationToken).ConfigureAwait(false);
            if (reader is not null)
            {
                wasThere = true;
                using (reader)
                {
                    while (await ReadFrameAsync(reader, cancellationToken).ConfigureAwait(false) is { } frame)
                    {
                        position = (string?)frame["position"] ?? position;
                        yield return frame;
                    }
                }
                yield return null;
            }
            await Task.Delay(RetryAfter, timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<StreamReader?> OpenAsync(string? position, bool wasThere, CancellationToken cancellationToken)
    {
        try
        {
            var query = position is null ? "" : $"?after={Uri.EscapeDataString(position)}";
            return new StreamReader(await client.OpenStreamAsync($"{path}{query}", cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException) when (wasThere)
        {
            // It was there before; it comes back.
            return null;
        }
    }

    private static async Task<JsonNode?> ReadFrameAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
            {
                if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    return JsonNode.Parse(line.AsSpan(6).ToString());
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // Lost; the caller connects again.
        }
        return null;
    }
}
