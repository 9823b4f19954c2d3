namespace Tandem.Media.Sockets;

/// <summary>Waits for many sockets on one thread. All members but <see cref="Wake"/> belong to that thread.</summary>
internal abstract class DatagramPoller : IDisposable
{
    public abstract void Add(DatagramSocket socket);

    /// <summary>Stops polling a socket; one that is not polled is left alone.</summary>
    public abstract void Remove(DatagramSocket socket);

    /// <summary>Waits until a socket has a datagram, <see cref="Wake"/> is called, or the time is over.</summary>
    /// <param name="milliseconds">How long at most; -1 for ever.</param>
    /// <returns>How many sockets are ready.</returns>
    public abstract int Wait(int milliseconds);

    /// <summary>A socket that the last <see cref="Wait"/> found ready; null where it was removed since.</summary>
    public abstract DatagramSocket? Ready(int index);

    /// <summary>Ends the current or next <see cref="Wait"/>. From any thread.</summary>
    /// <exception cref="ObjectDisposedException">It waits no more.</exception>
    public abstract void Wake();

    public abstract void Dispose();
}
