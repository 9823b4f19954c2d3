using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Tandem.Asterisk;
using Tandem.Asterisk.Messages;

namespace Tandem.Benchmarks.Asterisk;

/// <summary>The whole client on a socket: a server in the same process writes 300,000 events as fast as they are taken. Per event.</summary>
[MemoryDiagnoser]
public class AmiClientBenchmarks : IAmiBlockHandler
{
    private const int Events = 300_000;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly SemaphoreSlim _done = new(0);
    private byte[] _bytes = [];
    private AmiClient _client = null!;
    private AmiClient _listening = null!;
    private NetworkStream _toClient = null!;
    private NetworkStream _toListening = null!;
    private int _events;
    private int _seen;
    private long _length;

    /// <summary>Connects a client with a handler of blocks, and one with a listener.</summary>
    [GlobalSetup]
    public async Task Setup()
    {
        (_bytes, _events) = EventStream.Load(Events);
        _listener.Start();
        var options = new AmiClientOptions { Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Username = "a", Secret = "b", Authentication = AmiAuthentication.Plain };
        (_client, _toClient) = await ConnectAsync(options with { BlockHandler = this }).ConfigureAwait(false);
        (_listening, _toListening) = await ConnectAsync(options).ConfigureAwait(false);
        _ = _listening.OnAny(_ => Count(), new() { Capacity = Events * 2 });
    }

    /// <summary>Ends them.</summary>
    [GlobalCleanup]
    public async Task Cleanup()
    {
        await _client.DisposeAsync().ConfigureAwait(false);
        await _listening.DisposeAsync().ConfigureAwait(false);
        _listener.Stop();
    }

    /// <summary>A handler on the thread that reads looks up two headers of every event.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public Task<long> BlockHandler() => SendAsync(_toClient);

    /// <summary>A listener to all gets every event as a message, through its buffer.</summary>
    [Benchmark(OperationsPerInvoke = Events)]
    public Task<long> Listener() => SendAsync(_toListening);

    /// <inheritdoc/>
    public void OnBlock(AmiBlock block)
    {
        _length += block["Uniqueid"u8].Length + block.EventName.Length;
        Count();
    }

    private void Count()
    {
        if (++_seen == _events)
        {
            _done.Release();
        }
    }

    private async Task<long> SendAsync(NetworkStream stream)
    {
        _seen = 0;
        await stream.WriteAsync(_bytes).ConfigureAwait(false);
        await _done.WaitAsync().ConfigureAwait(false);
        return _length;
    }

    private async Task<(AmiClient Client, NetworkStream Server)> ConnectAsync(AmiClientOptions options)
    {
        var connecting = AmiClient.ConnectAsync(options);
        var server = (await _listener.AcceptTcpClientAsync().ConfigureAwait(false)).GetStream();
        await server.WriteAsync("Asterisk Call Manager/9.0.0\r\nResponse: Success\r\nMessage: Authentication accepted\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
        var client = await connecting.ConfigureAwait(false);
        return (client, server);
    }
}
