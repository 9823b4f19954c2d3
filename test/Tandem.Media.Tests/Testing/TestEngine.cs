using System.Net;
using Tandem.Media.Sockets;

namespace Tandem.Media.Tests.Testing;

/// <summary>An engine on loopback with ports that the system chooses, over one of the socket backends.</summary>
public sealed class TestEngine : IAsyncDisposable
{
    public TestEngine(Backend backend = Backend.Epoll, MediaOptions? options = null)
    {
        DatagramBackend sockets = backend == Backend.Epoll && OperatingSystem.IsLinux() ? new EpollBackend() : new SelectBackend();
        Engine = new MediaEngine(options ?? new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 2 }, null, sockets);
    }

    public static TheoryData<Backend> Backends => [Backend.Epoll, Backend.Select];

    public MediaEngine Engine { get; }

    public MediaChannel Open(MediaChannel? near = null)
    {
        Assert.True(Engine.TryOpen(new MediaChannelOptions { Near = near }, out MediaChannel? channel));
        return channel;
    }

    public MediaChannel Open(RtpPeer remote, AudioCodec codec = AudioCodec.Pcmu, int? telephoneEvent = 101, MediaChannel? near = null)
    {
        MediaChannel channel = Open(near);
        channel.SetRemote(new MediaRemote { EndPoint = remote.EndPoint, Codec = codec, TelephoneEventPayloadType = telephoneEvent });
        return channel;
    }

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
