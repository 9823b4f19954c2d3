using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>One run of sipp against a hub, in a directory of its own.</summary>
internal sealed class SippCall : IAsyncDisposable
{
    private const string Errors = "errors.log";
    private const string Messages = "messages.log";
    private const string Statistics = "statistics.csv";

    private readonly string _directory;
    private readonly ChildProcess _process;

    private SippCall(string directory, ChildProcess process, int port)
    {
        _directory = directory;
        _process = process;
        Port = port;
    }

    /// <summary>The port that it listens on.</summary>
    public int Port { get; }

    /// <summary>Runs one of our scenarios.</summary>
    /// <param name="hub">Where it sends requests.</param>
    /// <param name="scenario">Name of the file in Scenarios, without its ending.</param>
    /// <param name="values">What stands in the file between at-signs.</param>
    /// <param name="arguments">More arguments.</param>
    public static SippCall Start(IPEndPoint hub, string scenario, IEnumerable<(string Name, string Value)> values, params IEnumerable<string> arguments)
    {
        var directory = Directory.CreateTempSubdirectory("tandem-sipp-").FullName;
        var file = Path.Combine(directory, $"{scenario}.xml");
        File.WriteAllText(file, SippScenario.Read(scenario, values));
        return Start(directory, hub, ["-sf", file, "-m", "1", .. arguments]);
    }

    /// <summary>Runs one of the scenarios that sipp comes with.</summary>
    /// <param name="hub">Where it sends requests.</param>
    /// <param name="scenario">The name, for example uac.</param>
    /// <param name="arguments">More arguments.</param>
    public static SippCall StartBuiltIn(IPEndPoint hub, string scenario, params IEnumerable<string> arguments) =>
        Start(Directory.CreateTempSubdirectory("tandem-sipp-").FullName, hub, ["-sn", scenario, .. arguments]);

    /// <summary>Waits until it listens: what a called side has to do before anybody calls.</summary>
    public async Task<SippCall> ListeningAsync()
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (!IPGlobalProperties.GetIPGlobalProperties().GetActiveUdpListeners().Any(listener => listener.Port == Port))
        {
            Assert.False(_process.HasExited, $"sipp did not start: {_process.Errors}");
            await Task.Delay(10, patience.Token);
        }
        return this;
    }

    /// <summary>Waits until a text stands in what it sent and received.</summary>
    public async Task ReceivedAsync(string text)
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (!(await ReadAsync(Messages)).Contains(text, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, $"sipp ended without '{text}': {await ReadAsync(Messages)}");
            await Task.Delay(20, patience.Token);
        }
    }

    /// <summary>Waits for the end.</summary>
    public async Task<SippOutcome> FinishAsync()
    {
        var exitCode = await _process.WaitForExitAsync(2 * ChildProcess.Patience);
        var figures = await ReadFiguresAsync();
        return new SippOutcome
        {
            ExitCode = exitCode,
            Successful = figures.GetValueOrDefault("SuccessfulCall(C)"),
            Failed = figures.GetValueOrDefault("FailedCall(C)"),
            Retransmissions = figures.GetValueOrDefault("Retransmissions(C)"),
            Errors = $"{_process.Errors}{await ReadAsync(Errors)}",
            Messages = await ReadAsync(Messages),
        };
    }

    /// <summary>Waits for the end, and checks that every call went as its scenario says.</summary>
    public async Task<SippOutcome> SucceedAsync()
    {
        var outcome = await FinishAsync();
        Assert.True(outcome is { ExitCode: 0, Failed: 0, Successful: > 0 }, $"sipp ended with {outcome}");
        return outcome;
    }

    /// <summary>Ends it where it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    private static SippCall Start(string directory, IPEndPoint hub, IEnumerable<string> arguments)
    {
        var port = FreePort();
        string[] common =
        [
            hub.ToString(), "-i", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), "-nostdin", "-cid_str", "%u-%p-%s",
            "-trace_err", "-error_file", Errors, "-trace_msg", "-message_file", Messages, "-trace_stat", "-stf", Statistics,
            "-timeout", "50s", "-timeout_error",
        ];
        return new SippCall(directory, ChildProcess.Start(ExternalTool.Sipp, [.. common, .. arguments], directory), port);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    // The first line names the columns, the last one has the figures of the end.
    private async Task<Dictionary<string, int>> ReadFiguresAsync()
    {
        var lines = (await ReadAsync(Statistics)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length < 2
            ? []
            : lines[0].Split(';').Zip(lines[^1].Split(';'))
                .Where(column => int.TryParse(column.Second, CultureInfo.InvariantCulture, out _))
                .ToDictionary(column => column.First, column => int.Parse(column.Second, CultureInfo.InvariantCulture));
    }

    private async Task<string> ReadAsync(string file)
    {
        var path = Path.Combine(_directory, file);
        return File.Exists(path) ? await File.ReadAllTextAsync(path) : "";
    }
}
