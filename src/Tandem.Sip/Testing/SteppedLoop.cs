using Tandem.Sip.Loop;

namespace Tandem.Sip.Testing;

/// <summary>A <see cref="SignalLoop"/> without a thread and the clock that drives it: signalling in a test, step by step.</summary>
public sealed class SteppedLoop : IDisposable
{
    private readonly FaultLog _faults = new();

    /// <summary>Creates the loop and its clock.</summary>
    public SteppedLoop() => Loop = new SignalLoop(Clock, _faults);

    /// <summary>The clock; move it by <see cref="Advance"/>.</summary>
    public ManualTimeProvider Clock { get; } = new();

    /// <summary>The loop.</summary>
    public SignalLoop Loop { get; }

    /// <summary>
    /// Moves time, running the loop at each instant at which a timer is due. What a step of the loop throws, which the loop itself survives, is
    /// thrown here.
    /// </summary>
    public void Advance(TimeSpan by)
    {
        var end = Clock.GetUtcNow() + by;
        Loop.RunPending();
        while (Loop.UntilNextTimer is { } wait && Clock.GetUtcNow() + wait <= end)
        {
            // A timer of a later turn of the wheel shares a slot: time moves on all the same.
            Clock.Advance(wait > TimeSpan.Zero ? wait : TimeSpan.FromMilliseconds(1));
            Loop.RunPending();
        }
        if (Clock.GetUtcNow() < end)
        {
            Clock.Advance(end - Clock.GetUtcNow());
        }
        Loop.RunPending();
        _faults.Throw();
    }

    /// <inheritdoc/>
    public void Dispose() => Loop.Dispose();
}
