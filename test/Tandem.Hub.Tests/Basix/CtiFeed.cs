using System.Net.WebSockets;
using System.Text;
using Tandem.Cti.Client;
using Tandem.Cti.Protocol;
using Tandem.Hub.Tests.Testing;

namespace Tandem.Hub.Tests.Basix;

/// <summary>A client of the CTI feed that sees each message.</summary>
internal sealed class CtiFeed : IAsyncDisposable
{
    private readonly CtiMessageReader _reader = new();
    private readonly byte[] _buffer;

    private CtiFeed(ClientWebSocket socket, int bufferSize)
    {
        Socket = socket;
        _buffer = new byte[bufferSize];
    }

    public ClientWebSocket Socket { get; }

    public CtiProfile? Profile => _reader.Profile;

    public static async Task<CtiFeed> StartAsync(TestHub hub, string query, string? basic = null, int bufferSize = 1 << 20)
    {
        var socket = new ClientWebSocket();
        if (basic is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(basic))}");
        }
        await socket.ConnectAsync(new Uri($"ws://{hub.Url.Authority}/basix/api/ws_cti{query}"), CancellationToken.None).InTime();
        return new CtiFeed(socket, bufferSize);
    }

    public static Task<CtiFeed> StartAsync(TestHub hub, CtiProfile profile, string token = TestHub.OperatorToken, string domain = TestHub.Domain, string more = "") =>
        StartAsync(hub, $"?profile={profile.Name()}{more}", $"{domain}:{token}");

    public static CtiClientOptions Options(TestHub hub, string token = TestHub.OperatorToken, CtiProfile profile = CtiProfile.Tandem) => new()
    {
        Url = new Uri($"ws://{hub.Url.Authority}"),
        Domain = TestHub.Domain,
        Token = token,
        Profile = profile,
        ReconnectDelay = TimeSpan.FromMilliseconds(20),
    };

    /// <summary>The next message as bytes; null at the end.</summary>
    public async Task<byte[]?> NextBytesAsync()
    {
        var length = 0;
        while (true)
        {
            var part = await Socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None).AsTask().InTime();
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }
            Assert.Equal(WebSocketMessageType.Binary, part.MessageType);
            length += part.Count;
            if (part.EndOfMessage)
            {
                return _buffer[..length];
            }
        }
    }

    /// <summary>The next message that is no field specification.</summary>
    public async Task<T> NextAsync<T>()
        where T : CtiMessage
    {
        while (true)
        {
            var message = _reader.Read(await NextBytesAsync() ?? throw new EndOfStreamException($"{Socket.CloseStatus} {Socket.CloseStatusDescription}"));
            if (message is not (CtiMessage.FieldSpec or CtiMessage.InitialMwi))
            {
                return Assert.IsType<T>(message);
            }
        }
    }

    /// <summary>The next message about a mailbox, past those about channels.</summary>
    public async Task<CtiMessage.Mwi> NextMailboxAsync()
    {
        while (true)
        {
            if (_reader.Read(await NextBytesAsync() ?? throw new EndOfStreamException()) is CtiMessage.Mwi mailbox)
            {
                return mailbox;
            }
        }
    }

    /// <summary>Reads to the end.</summary>
    public async Task<WebSocketCloseStatus?> EndAsync()
    {
        while (await NextBytesAsync() is not null)
        {
        }
        return Socket.CloseStatus;
    }

    public Task SendAsync(string command) =>
        Socket.SendAsync(Encoding.UTF8.GetBytes(command), WebSocketMessageType.Text, true, CancellationToken.None).InTime();

    /// <summary>The next record of a channel, in short.</summary>
    public async Task<string> NextRecordAsync()
    {
        var (info, kind) = await NextAsync<CtiMessage.Channel>() is { } channel ? (channel.Info, channel.Kind) : default;
        return $"{(Profile == CtiProfile.Basix2016 ? "" : kind + " ")}{info.Uuid} {info.LastEvent} {info.State?.Name}";
    }

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
