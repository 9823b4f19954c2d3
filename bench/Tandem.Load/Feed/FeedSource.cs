using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using Tandem.Cti.Channels;
using Tandem.Cti.Protocol;
using Tandem.Pbx.Model;

namespace Tandem.Load.Feed;

/// <summary>A Basix that the hub joins as a source: its channels change as often as wanted, and each change bears the instant at which it was sent.</summary>
internal sealed class FeedSource : IAsyncDisposable
{
    /// <summary>What stands before the instant.</summary>
    public static readonly byte[] Mark = "t="u8.ToArray();

    private const int Channels = 20;

    private readonly WebApplication _app;
    private readonly TaskCompletionSource<WebSocket> _joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stop = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly CtiMessageWriter _writer = new(CtiProfile.Basix2016);

    private FeedSource(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public Task WhenJoinedAsync => _joined.Task;

    public static async Task<FeedSource> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var source = new FeedSource(app);
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
            await source.BeginAsync(socket).ConfigureAwait(false);
            await source._stop.Task.ConfigureAwait(false);
        });
        await app.StartAsync().ConfigureAwait(false);
        return source;
    }

    /// <summary>Changes channels at a rate, evenly.</summary>
    /// <returns>How many changes there were.</returns>
    public async Task<long> RunAsync(int rate, TimeSpan duration, CancellationToken cancellationToken)
    {
        var socket = await _joined.Task.ConfigureAwait(false);
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        long sent = 0;
        while (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < duration)
        {
            for (; sent < elapsed.TotalSeconds * rate; sent++)
            {
                await SendAsync(socket, Channel((int)(sent % Channels), Stopwatch.GetTimestamp())).ConfigureAwait(false);
            }
            await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false);
        }
        return sent;
    }

    public async ValueTask DisposeAsync()
    {
        _stop.TrySetResult();
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static ChannelUpdate Channel(int index, long sentAt) => new(
        new ChannelInfo
        {
            Uuid = $"5f1c9a0e-7a2b-4c6d-9e8f-{index:000000000000}",
            Direction = ChannelDirection.Inbound,
            PeerLocation = PeerLocation.External,
            Calling = new Party($"t={sentAt:0000000000000000000}", "+4921112345"),
            Called = new Party(null, "+4930123456"),
            OfferTimestamp = CtiTimestamp.Of(DateTimeOffset.UnixEpoch.AddYears(56)),
            AnswerTimestamp = CtiTimestamp.Of(DateTimeOffset.UnixEpoch.AddYears(56)),
            User = new DirectoryReference(10_001_000, "Front desk"),
            State = new CtiState.Ivr(CtiTimestamp.Of(DateTimeOffset.UnixEpoch.AddYears(56)), "7"),
            Target = new CallTarget(CallTargetType.User, "10001000", "Front desk", "+4930123456"),
            LastEvent = ChannelEvent.Application,
        },
        ChannelUpdateKind.Updated);

    private async Task BeginAsync(WebSocket socket)
    {
        await SendAsync(socket, _writer.WriteChannelFields).ConfigureAwait(false);
        ChannelInfo[] channels = [.. Enumerable.Range(0, Channels).Select(index => Channel(index, 0).Channel)];
        await SendAsync(socket, output => _writer.WriteInitial(output, channels, channels.Length)).ConfigureAwait(false);
        _joined.TrySetResult(socket);
    }

    private Task SendAsync(WebSocket socket, ChannelUpdate update) => SendAsync(socket, output => _writer.WriteChannel(output, update));

    private async Task SendAsync(WebSocket socket, Action<IBufferWriter<byte>> write)
    {
        _buffer.ResetWrittenCount();
        write(_buffer);
        await socket.SendAsync(_buffer.WrittenMemory, WebSocketMessageType.Binary, true, CancellationToken.None).ConfigureAwait(false);
    }
}
