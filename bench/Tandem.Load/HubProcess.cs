using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tandem.Load;

/// <summary>The hub under load: the real program as a process of its own, in a temporary data directory.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    public const string Secret = "load-secret";
    public const string Token = "load-token-0123456789";
    private const int FirstUser = 10_000;

    private readonly Process _process;
    private readonly string _folder;
    private readonly CancellationTokenSource _stop = new();
    private Task _feed = Task.CompletedTask;
    private long _frames;

    private HubProcess(Process process, string folder, int sipPort, Uri url)
    {
        _process = process;
        _folder = folder;
        SipPort = sipPort;
        Url = url;
    }

    public int SipPort { get; }

    public Uri Url { get; }

    public long Frames => Interlocked.Read(ref _frames);

    public long Memory => long.Parse(
        Regex.Match(File.ReadAllText($"/proc/{_process.Id}/status"), @"VmHWM:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture) * 1024;

    /// <summary>What is in memory now, in bytes.</summary>
    public long Resident => long.Parse(
        Regex.Match(File.ReadAllText($"/proc/{_process.Id}/status"), @"VmRSS:\s+(\d+)").Groups[1].Value, CultureInfo.InvariantCulture) * 1024;

    public TimeSpan Cpu
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static string UserAt(int index) => (FirstUser + index).ToString(CultureInfo.InvariantCulture);

    public static async Task<HubProcess> StartAsync(int users, CancellationToken cancellationToken, object? basix = null)
    {
        var folder = Directory.CreateTempSubdirectory("tandem-load-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), Settings(folder, users, basix), cancellationToken).ConfigureAwait(false);
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "tandem.dll"));
        start.ArgumentList.Add("run");
        var process = Process.Start(start)!;
        var banner = await process.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) ?? "";
        var match = Regex.Match(banner, @"events: (\S+)\s+SIP: udp \S+:(\d+)");
        if (!match.Success)
        {
            throw new InvalidOperationException($"The hub did not start: {banner}");
        }
        var hub = new HubProcess(process, folder, int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture), new Uri(match.Groups[1].Value));
        hub._feed = hub.FollowAsync();
        return hub;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _feed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync().ConfigureAwait(false);
        }
        await _process.WaitForExitAsync().ConfigureAwait(false);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string Settings(string folder, int users, object? basix) => JsonSerializer.Serialize(new
    {
        Hub = new { DataDirectory = folder, Urls = "http://127.0.0.1:0", ApiToken = Token, MaxSubscribers = 20_000 },
        Switch = new
        {
            Sip = new { Address = "127.0.0.1", Port = 0 },
            AnonymousNumbers = "600,1XXXX",

            // All of it comes from one address.
            MaxRequestsPerSecond = 0,
            MaxCallsPerSource = 0,

            // Two pairs a call, each free again 2 s after its end.
            Rtp = new { PortRange = "10000-31999" },
            Extensions = Enumerable.Range(0, users).Select(index => new { Number = UserAt(index), Secret }),
        },
        Basix = basix ?? new { },
        Logging = new { LogLevel = new { Default = "Warning" } },
    });

    // One watcher, as the bar says: it reads everything and counts.
    private async Task FollowAsync()
    {
        using var http = new HttpClient { BaseAddress = Url, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        using var reader = new StreamReader(await http.GetStreamAsync("/api/events", _stop.Token).ConfigureAwait(false));
        while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _frames);
            }
        }
    }
}
