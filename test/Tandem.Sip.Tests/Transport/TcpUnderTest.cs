using System.Net;
using System.Text;
using System.Threading.Channels;
using Tandem.Sip.Testing;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

/// <summary>A transport on loopback with a clock that stands still, and what it has said.</summary>
internal sealed class TcpUnderTest : IDisposable
{
    private readonly Channel<(IPEndPoint Remote, byte[] Message)> _received = Channel.CreateUnbounded<(IPEndPoint, byte[])>();
    private readonly Channel<string> _undelivered = Channel.CreateUnbounded<string>();

    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isOverloaded;

    public TcpUnderTest(TcpTransportOptions? options = null, IPAddress? address = null)
    {
        Transport = new TcpTransport(new IPEndPoint(address ?? IPAddress.Loopback, 0), options, Clock);
        Transport.Start(
            (_, remote, message) => IsOverloaded ? Refuse() : _received.Writer.TryWrite((remote, message)),
            (_, _, message) => _undelivered.Writer.TryWrite(Encoding.UTF8.GetString(message.Span)));
    }

    public ManualTimeProvider Clock { get; } = new();

    public TcpTransport Transport { get; }

    /// <summary>Makes the receiver take nothing.</summary>
    public bool IsOverloaded
    {
        get => Volatile.Read(ref _isOverloaded);
        set => Volatile.Write(ref _isOverloaded, value);
    }

    /// <summary>Done once a message was not taken.</summary>
    public Task Refused => _refused.Task.WaitAsync(TcpPeer.Patience);

    public Task<TcpPeer> ConnectAsync() => TcpPeer.ConnectAsync(Transport.LocalEndPoint);

    public async Task<(IPEndPoint Remote, byte[] Message)> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        return await _received.Reader.ReadAsync(patience.Token);
    }

    public async Task<string> ReceiveTextAsync() => Encoding.UTF8.GetString((await ReceiveAsync()).Message);

    public async Task<string> UndeliveredAsync()
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        return await _undelivered.Reader.ReadAsync(patience.Token);
    }

    public async Task UntilConnectionsAsync(int count)
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        while (Transport.Connections != count)
        {
            await Task.Delay(2, patience.Token);
        }
    }

    private bool Refuse()
    {
        _refused.TrySetResult();
        return false;
    }

    public void Dispose() => Transport.Dispose();
}
