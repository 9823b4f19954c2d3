using System.Diagnostics;

namespace Tandem.Switch.Tests;

/// <summary>A signalling loop that stands still until this is disposed.</summary>
internal sealed class HeldLoop : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the loop stands still.</summary>
    public Task IsHeld => _held.Task;

    /// <summary>The work that holds the loop up.</summary>
    public void Hold()
    {
        _held.SetResult();
        _release.Wait(TestExchange.Patience);
    }

    /// <summary>Waits until what came before this call has waited so long.</summary>
    public async Task LastsAsync(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    public void Dispose() => _release.Set();
}
