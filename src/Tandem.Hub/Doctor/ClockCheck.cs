using System.Diagnostics;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the machine's clock is right, as far as the machine itself knows.</summary>
internal static class ClockCheck
{
    private const string Name = "clock";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(50);

    /// <summary>Compares the clock with the steady one, and asks systemd whether it is synchronised.</summary>
    public static async Task<Finding> ExamineAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var drift = await DriftAsync(timeProvider, cancellationToken).ConfigureAwait(false);
        return Judge(await IsSynchronisedAsync(cancellationToken).ConfigureAwait(false), drift);
    }

    /// <summary>Judges what was seen.</summary>
    /// <param name="synchronised">Whether the clock is synchronised; null where that is not known.</param>
    /// <param name="drift">How far the clock and the steady one went apart within a tenth of a second.</param>
    public static Finding Judge(bool? synchronised, TimeSpan drift) => (synchronised, drift.Duration() <= Allowed) switch
    {
        (_, false) => Finding.Warn(Name, $"It was set by {drift.TotalMilliseconds:0} ms while it was looked at.", "Let one service set it: systemctl status chrony systemd-timesyncd"),
        (true, _) => Finding.Ok(Name, "It is synchronised."),
        (false, _) => Finding.Warn(Name, "It is not synchronised, so times in history and logs drift off.", "timedatectl set-ntp true, or install chrony."),
        (null, _) => Finding.Ok(Name, "It runs steadily; whether it is synchronised cannot be told here (no timedatectl)."),
    };

    private static async Task<TimeSpan> DriftAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        var (wall, steady) = (timeProvider.GetUtcNow(), timeProvider.GetTimestamp());
        await Task.Delay(TimeSpan.FromMilliseconds(100), timeProvider, cancellationToken).ConfigureAwait(false);
        return timeProvider.GetUtcNow() - wall - timeProvider.GetElapsedTime(steady);
    }

    private static async Task<bool?> IsSynchronisedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var start = new ProcessStartInfo("timedatectl", ["show", "--property=NTPSynchronized", "--value"]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken).WaitAsync(Patience, cancellationToken).ConfigureAwait(false);
            return answer.Trim() switch { "yes" => true, "no" => false, _ => null };
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or TimeoutException)
        {
            return null;
        }
    }
}
