using Tandem.Phone.Calls;

namespace Tandem.Phone.Tests;

/// <summary>Waits for what is to happen, never for time to pass.</summary>
internal static class Waiting
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(Patience);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Patience);

    public static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!isSo())
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Waits until a call hears a tone.</summary>
    public static Task HearsAsync(this PhoneCall call, double frequency) =>
        UntilAsync(() => call.Heard.TryMeasure(out var tone) && Math.Abs(tone.Frequency - frequency) < 10 && tone.Share > 0.8);

    /// <summary>Waits until a call has heard nothing at all for a while.</summary>
    public static Task HearsNothingAsync(this PhoneCall call)
    {
        var (last, calm) = (-1L, 0);
        return UntilAsync(() =>
        {
            var heard = call.Heard.SamplesHeard;
            calm = heard == last ? calm + 1 : 0;
            last = heard;
            return calm >= 15;
        });
    }

    public static async Task<string> ReadDigitsAsync(this PhoneCall call, int count)
    {
        var digits = "";
        while (digits.Length < count)
        {
            digits += await call.ReadDigitAsync().Soon();
        }
        return digits;
    }
}
