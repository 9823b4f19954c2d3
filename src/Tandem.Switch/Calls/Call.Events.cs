namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    /// <summary>
    /// What happens on this leg, in order; raised on the thread pool. A handler that throws is logged and harms nothing; one that is slow
    /// holds up only other handlers.
    /// </summary>
    public event Action<CallEvent>? Happened;

    internal void Raise(CallEventKind kind, string? detail = null)
    {
        Trace?.Add(kind);
        _manager.Events.Post(this, kind, detail);
    }

    internal Action<CallEvent>? Listeners => Happened;
}
