using System.Diagnostics;
using Tandem.Asterisk;
using Tandem.Asterisk.Live;
using Tandem.Pbx.Feed;

namespace Tandem.AsteriskLoad;

/// <summary>A source that follows an Asterisk of 16,000 events a second in another process, with one watcher.</summary>
internal static class LiveRun
{
    public static async Task RunAsync(int seconds, bool isFiltered)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(LiveRun).Assembly.Location);
        }
        start.ArgumentList.Add("serve");
        using var server = Process.Start(start)!;
        try
        {
            var port = int.Parse((await server.StandardOutput.ReadLineAsync())!, null);
            await using var pbx = new AsteriskPbx(new AsteriskPbxOptions
            {
                Connection = new AmiClientOptions { Port = port, Username = "admin", Secret = "s3cret" },
                FiltersVariables = isFiltered,
            });
            using var watcher = pbx.Model.SnapshotAndWatch();
            var changes = 0L;
            var restarts = 0;
            var watching = Task.Run(async () =>
            {
                await foreach (var frame in watcher.ReadAllAsync())
                {
                    changes++;
                    restarts += frame is Frame.Restart ? 1 : 0;
                }
            });
            pbx.Start();
            await pbx.WhenLiveAsync();
            await Task.Delay(TimeSpan.FromSeconds(5));
            using var self = Process.GetCurrentProcess();
            var (cpu, at, before) = (self.TotalProcessorTime, Stopwatch.GetTimestamp(), changes);
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            self.Refresh();
            var elapsed = Stopwatch.GetElapsedTime(at);
            Console.WriteLine($"{(isFiltered ? "VarSet filtered" : "unfiltered")}: {(self.TotalProcessorTime - cpu) / elapsed * 100:0.0} % of a core over {elapsed.TotalSeconds:0} s, "
                + $"{(changes - before) / elapsed.TotalSeconds:N0} changes/s to one watcher, {restarts} restarts, {pbx.Model.Snapshot().Channels.Count} channels, {pbx.Connection.State}");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }
}
