using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Events;

/// <summary>A subscriber, over either transport.</summary>
internal abstract class FeedClient : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<FeedClient> WebSocketAsync(TestHub hub, string? token = TestHub.OperatorToken, string query = "")
    {
        var socket = new ClientWebSocket();
        if (token is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        }
        await socket.ConnectAsync(new Uri($"ws://{hub.Url.Authority}/api/events{query}"), CancellationToken.None).InTime();
        return new OverWebSocket(socket);
    }

    public static async Task<FeedClient> ServerSentAsync(TestHub hub, string? token = TestHub.OperatorToken, string query = "", string? lastEventId = null)
    {
        var client = hub.Client(token);
        var request = new HttpRequestMessage(HttpMethod.Get, $"/api/events{query}");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).InTime();
        response.EnsureSuccessStatusCode();
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new OverServerSentEvents(client, response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    public static Task<FeedClient> StartAsync(string transport, TestHub hub, string? token = TestHub.OperatorToken, string query = "") =>
        transport == "ws" ? WebSocketAsync(hub, token, query) : ServerSentAsync(hub, token, query);

    /// <summary>The next frame; null at the end.</summary>
    public async Task<JsonElement?> NextAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        if (await ReadAsync(limit.Token) is not { } text)
        {
            return null;
        }
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The next frame, of a type.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        var frame = await NextAsync() ?? throw new EndOfStreamException();
        Assert.Equal(type, frame.GetProperty("type").GetString());
        return frame;
    }

    /// <summary>Applies frames to a copy until it is at a position.</summary>
    public async Task FollowAsync(FeedReplica replica, string position)
    {
        while (replica.Position != position || !replica.IsWhole)
        {
            replica.Apply(await NextAsync() ?? throw new EndOfStreamException());
        }
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task<string?> ReadAsync(CancellationToken cancellationToken);

    internal sealed class OverWebSocket(ClientWebSocket socket) : FeedClient
    {
        public ClientWebSocket Socket => socket;

        public override ValueTask DisposeAsync()
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }

        protected override async Task<string?> ReadAsync(CancellationToken cancellationToken)
        {
            var message = new MemoryStream();
            var buffer = new byte[16_384];
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }
                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(message.ToArray());
                }
            }
        }
    }

    internal sealed class OverServerSentEvents(HttpClient client, HttpResponseMessage response, StreamReader reader) : FeedClient
    {
        public int Comments { get; private set; }

        public override ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            client.Dispose();
            return ValueTask.CompletedTask;
        }

        public async Task CommentAsync()
        {
            using var limit = new CancellationTokenSource(Limit);
            while (await reader.ReadLineAsync(limit.Token) is { } line)
            {
                if (line.StartsWith(':'))
                {
                    return;
                }
            }
            throw new EndOfStreamException();
        }

        protected override async Task<string?> ReadAsync(CancellationToken cancellationToken)
        {
            var fields = new Dictionary<string, string>();
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length == 0)
                {
                    if (fields.Count == 0)
                    {
                        continue;
                    }
                    using var data = JsonDocument.Parse(fields["data"]);
                    Assert.Equal(data.RootElement.GetProperty("position").GetString(), fields["id"]);
                    Assert.Equal(data.RootElement.GetProperty("type").GetString(), fields["event"]);
                    return fields["data"];
                }
                if (line[0] == ':')
                {
                    Comments++;
                    continue;
                }
                var colon = line.IndexOf(": ", StringComparison.Ordinal);
                Assert.True(fields.TryAdd(line[..colon], line[(colon + 2)..]), line);
            }
            return null;
        }
    }
}
