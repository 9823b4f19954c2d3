using Tandem.Media.Dtmf;
using Tandem.Media.Sockets;

namespace Tandem.Media.Engine;

/// <summary>
/// Carries the events of one channel from its media thread to its handlers on the thread pool: one at a time, in order. A handler that
/// falls far behind loses events rather than holding up media; the end of the channel is never lost.
/// </summary>
internal sealed class ChannelEvents : ILegObserver, IThreadPoolWorkItem
{
    /// <summary>The most events that wait.</summary>
    public const int Capacity = 256;

    private readonly HandoverQueue<Action<MediaChannel>> _waiting = new();
    private readonly MediaChannel _channel;
    private int _count;

    public ChannelEvents(MediaChannel channel) => _channel = channel;

    public void OnDigit(char digit) => Raise(channel => channel.RaiseDigitReceived(digit));

    public void OnLatched(in TransportAddress source)
    {
        TransportAddress address = source;
        Raise(channel => channel.RaiseLatched(address.ToIPEndPoint()));
    }

    public void OnPlayEnded(AudioSource source, PlayEndReason reason) => Raise(channel => channel.RaisePlayEnded(source, reason), mustArrive: true);

    public void OnFaxTone(FaxTone tone) => Raise(channel => channel.RaiseFaxToneReceived(tone));

    public void OnIdle() => Raise(static channel => channel.RaiseWentIdle());

    public void OnTalking(bool isTalking) => Raise(channel => channel.RaiseTalkingChanged(isTalking));

    public void OnFault(Exception exception) => Raise(channel => channel.Engine.RaiseHandlerFailed(channel, exception));

    public void OnClosed() => Raise(static channel => channel.RaiseClosed(), mustArrive: true);

    void IThreadPoolWorkItem.Execute()
    {
        // Counted down after each event, so that the next one is queued here while this one runs.
        do
        {
            if (!_waiting.TryDequeue(out Action<MediaChannel>? raise))
                return;
            try
            {
                raise(_channel);
            }
            catch (Exception exception)
            {
                _channel.Engine.RaiseHandlerFailed(_channel, exception);
            }
        }
        while (Interlocked.Decrement(ref _count) > 0);
    }

    private void Raise(Action<MediaChannel> raise, bool mustArrive = false)
    {
        if (Volatile.Read(ref _count) >= Capacity && !mustArrive)
        {
            _channel.Engine.CountDroppedEvent();
            return;
        }

        _waiting.Enqueue(raise);
        if (Interlocked.Increment(ref _count) == 1)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
