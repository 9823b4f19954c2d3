using System.Net;
using System.Net.Sockets;

namespace Tandem.Media.Sockets;

/// <summary>Polls by select: the work of a round grows with the number of sockets, so this is for systems without epoll.</summary>
internal sealed class SelectPoller : DatagramPoller
{
    private readonly Dictionary<Socket, DatagramSocket> _sockets = [];
    private readonly List<Socket> _ready = [];
    private readonly Socket _wake = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Socket _waker = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly byte[] _wakeByte = new byte[1];

    public SelectPoller()
    {
        _wake.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _wake.Blocking = false;
        _waker.Connect(_wake.LocalEndPoint!);
    }

    public override void Add(DatagramSocket socket)
    {
        _sockets.Add(((SelectSocket)socket).Socket, socket);
        socket.Slot = 0;
    }

    public override void Remove(DatagramSocket socket)
    {
        if (_sockets.Remove(((SelectSocket)socket).Socket))
            socket.Slot = -1;
    }

    public override int Wait(int milliseconds)
    {
        _ready.Clear();
        _ready.Add(_wake);
        _ready.AddRange(_sockets.Keys);
        Socket.Select(_ready, null, null, milliseconds < 0 ? -1 : milliseconds * 1000);

        // The wake-up is taken here, before the caller looks for what it was for: one that comes later stays.
        if (_ready.Remove(_wake))
            TakeWake();
        return _ready.Count;
    }

    public override DatagramSocket? Ready(int index) => _sockets.GetValueOrDefault(_ready[index]);

    public override void Wake() => _waker.Send([1]);

    public override void Dispose()
    {
        _wake.Dispose();
        _waker.Dispose();
    }

    private void TakeWake()
    {
        try
        {
            while (_wake.Available > 0)
                _wake.Receive(_wakeByte);
        }
        catch (SocketException)
        {
            // Nothing to read after all.
        }
    }
}
