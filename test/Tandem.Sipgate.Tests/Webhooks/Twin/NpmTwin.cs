using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Tandem.Sipgate.Tests.Webhooks.Twin;

/// <summary>sipgate's own library, run by node: its webhook server answers one request with each response of its builder.</summary>
internal static class NpmTwin
{
    private const string Package = "sipgateio@2.15.1";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>What the original answers.</summary>
    /// <param name="serverAddress">Where it is to be reached, as it is told.</param>
    /// <param name="sound">A sound that it accepts.</param>
    /// <returns>The XML by the case's name, as in <c>twin.js</c>.</returns>
    public static async Task<IReadOnlyDictionary<string, string>> AnswersAsync(string serverAddress, Uri sound)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "npm");
        Directory.CreateDirectory(directory);
        if (!Directory.Exists(Path.Combine(directory, "node_modules", "sipgateio")))
        {
            await RunAsync("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", directory, Package], directory);
        }
        var script = Path.Combine(AppContext.BaseDirectory, "Webhooks", "Twin", "twin.js");
        var output = await RunAsync("node", [script, Path.Combine(directory, "node_modules", "sipgateio"), serverAddress, sound.OriginalString], directory);
        return JsonSerializer.Deserialize<Dictionary<string, string>>(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments, string directory)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start) ?? throw new Win32Exception($"{program} did not start.");
        using var limit = new CancellationTokenSource(Limit);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} failed: {await errors}");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
