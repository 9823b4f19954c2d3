using System.Diagnostics;
using System.Globalization;

namespace Tandem.Load.Everything;

/// <summary><see cref="RelayedCalls"/> as a process of its own.</summary>
internal sealed class RelayedProcess : IAsyncDisposable
{
    private readonly Process _process;

    private RelayedProcess(Process process) => _process = process;

    public static async Task<RelayedProcess> StartAsync(int sipPort, int firstUser, int calls, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(RelayedProcess).Assembly.Location, "relayed", Text(sipPort), Text(firstUser), Text(calls)])
        {
            start.ArgumentList.Add(argument);
        }
        var relayed = new RelayedProcess(Process.Start(start)!);
        return await relayed._process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) == "up"
            ? relayed
            : throw new InvalidOperationException("The calls with audio could not be made.");
    }

    /// <summary>Hangs up.</summary>
    /// <returns>Packets sent, and received.</returns>
    public async Task<(long Sent, long Received)> StopAsync(CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync().ConfigureAwait(false);
        var figures = (await _process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "0 0").Split(' ');
        await _process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return (long.Parse(figures[0], CultureInfo.InvariantCulture), long.Parse(figures[1], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().ConfigureAwait(false);
        }
        _process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
