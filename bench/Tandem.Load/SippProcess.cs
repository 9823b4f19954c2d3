using System.Diagnostics;
using System.Globalization;

namespace Tandem.Load;

/// <summary>A SIPp as a process of its own.</summary>
internal sealed class SippProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _statistics;

    private SippProcess(Process process, string statistics)
    {
        _process = process;
        _statistics = statistics;
    }

    /// <param name="arguments">What to do.</param>
    public static SippProcess Start(params string[] arguments)
    {
        var statistics = Path.GetTempFileName();
        var start = new ProcessStartInfo("sipp") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[.. arguments, "-i", "127.0.0.1", "-nostdin", "-trace_stat", "-stf", statistics, "-fd", "1"])
        {
            start.ArgumentList.Add(argument);
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("sipp is not there (Debian: sip-tester).");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new SippProcess(process, statistics);
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Calls that succeeded, those that failed, and messages sent again.</returns>
    public async Task<(long Done, long Failed, long Retransmitted)> FinishAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        var lines = (await File.ReadAllLinesAsync(_statistics, cancellationToken).ConfigureAwait(false)).Where(line => line.Length > 0).ToArray();
        var (names, last) = (lines[0].Split(';'), lines[^1].Split(';'));
        return (Value("SuccessfulCall(C)"), Value("FailedCall(C)"), Value("Retransmissions(C)"));

        long Value(string name) => long.Parse(last[Array.IndexOf(names, name)], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }
        _process.Dispose();
        File.Delete(_statistics);
    }
}
