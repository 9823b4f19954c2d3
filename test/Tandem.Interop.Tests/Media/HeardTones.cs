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
    /// <param name="share">How much of what is heard has to be the tone, from 0 to 1.</param>
    /// <param name="within">How far the frequency may be off, in Hz.</param>
    public static async Task HearAsync(this PhoneCall call, double frequency, double share = 0.9, double within = 5)
    {
        var heard = default(ToneMeasurement);
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (!call.Heard.TryMeasure(out heard) || heard.Share < share || Math.Abs(heard.Frequency - frequency) > within)
        {
            Assert.False(patience.IsCancellationRequested, $"Not {frequency} Hz, but {heard}");
            await Task.Delay(20);
        }
    }
}
