using Tandem.Interop.Tests.Processes;
using Tandem.Media.Tones;
using Tandem.Phone.Calls;

namespace Tandem.Interop.Tests.Media;

/// <summary>What phones of ours hear.</summary>
internal static class HeardTones
{
    /// <summary>Waits until a call hears a tone.</summary>
    /// <param name="call">The call.</param>
    /// <param name="frequency">In Hz.</param>
    public static async Task HearAsync(this PhoneCall call, double frequency)
    {
        var heard = default(ToneMeasurement);
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (!call.Heard.TryMeasure(out heard) || heard.Share < 0.9 || Math.Abs(heard.Frequency - frequency) > 5)
        {
            Assert.False(patience.IsCancellationRequested, $"Not {frequency} Hz, but {heard}");
            await Task.Delay(20);
        }
    }
}
