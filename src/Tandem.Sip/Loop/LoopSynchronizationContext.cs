namespace Tandem.Sip.Loop;

/// <summary>Brings awaited work back to the loop.</summary>
internal sealed class LoopSynchronizationContext(SignalLoop loop) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => loop.Post(new Action<object?>(d), state);

    public override void Send(SendOrPostCallback d, object? state) =>
        throw new NotSupportedException("Blocking on the signalling loop would stop every call; use Post.");

    public override SynchronizationContext CreateCopy() => this;
}
