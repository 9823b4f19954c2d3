using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tandem.Media.Sockets;

/// <summary>
/// A level-triggered epoll. One datagram a socket is taken in each round, so a flood on one call does not starve the others.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class EpollPoller : DatagramPoller
{
    private const int BatchSize = 256;
    private const int WakeSlot = -1;

    // The kernel packs epoll_event on x86-64 only.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly byte[] _events = GC.AllocateArray<byte>(BatchSize * EventSize, pinned: true);
    private readonly List<DatagramSocket?> _slots = [];
    private readonly Stack<int> _freeSlots = new();
    private readonly int _epoll;
    private readonly WakeDescriptor _wake;

    public EpollPoller()
    {
        _epoll = LinuxNative.EpollCreate(LinuxNative.EpollCloseOnExec);
        if (_epoll < 0)
            throw new Win32Exception();
        try
        {
            _wake = WakeDescriptor.Create();
        }
        catch
        {
            LinuxNative.Close(_epoll);
            throw;
        }

        // Edge-triggered: each wake-up is an event of its own and none has to be taken back, so none can be taken back too early.
        Control(LinuxNative.EpollAdd, _wake.Number, WakeSlot, LinuxNative.EpollIn | LinuxNative.EpollEdge);
    }

    public override void Add(DatagramSocket socket)
    {
        if (!_freeSlots.TryPop(out int slot))
        {
            slot = _slots.Count;
            _slots.Add(null);
        }

        _slots[slot] = socket;
        socket.Slot = slot;
        Control(LinuxNative.EpollAdd, ((EpollSocket)socket).Descriptor, slot);
    }

    public override void Remove(DatagramSocket socket)
    {
        if (socket.Slot < 0)
            return;
        Control(LinuxNative.EpollDelete, ((EpollSocket)socket).Descriptor, socket.Slot);
        _slots[socket.Slot] = null;
        _freeSlots.Push(socket.Slot);
        socket.Slot = -1;
    }

    public override int Wait(int milliseconds)
    {
        byte* events = (byte*)Marshal.UnsafeAddrOfPinnedArrayElement(_events, 0);

        // -1 is EINTR here: a signal, after which the caller's loop simply goes round again.
        return Math.Max(0, LinuxNative.EpollWait(_epoll, events, BatchSize, milliseconds));
    }

    public override DatagramSocket? Ready(int index)
    {
        int slot = MemoryMarshal.Read<int>(_events.AsSpan((index * EventSize) + DataOffset));
        return slot == WakeSlot ? null : _slots[slot];
    }

    public override void Wake() => _wake.Signal();

    public override void Dispose()
    {
        _wake.Dispose();
        LinuxNative.Close(_epoll);
    }

    private void Control(int operation, int descriptor, int slot, uint events = LinuxNative.EpollIn)
    {
        byte* @event = stackalloc byte[16];
        *(uint*)@event = events;
        *(long*)(@event + DataOffset) = slot;
        if (LinuxNative.EpollControl(_epoll, operation, descriptor, @event) < 0)
            throw new Win32Exception();
    }
}
