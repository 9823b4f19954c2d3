using System.Diagnostics;
using System.Globalization;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Examples;

/// <summary>A sample that runs as people run it, connected with a fake Asterisk.</summary>
internal sealed class SampleProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private SampleProcess(Process process) => _process = process;

    public static SampleProcess Start(string sample, FakeAsterisk asterisk, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { Locate(sample) },
            Environment =
            {
                ["TANDEM_AMI_HOST"] = asterisk.Options.Address.ToString(),
                ["TANDEM_AMI_PORT"] = asterisk.Port.ToString(CultureInfo.InvariantCulture),
                ["TANDEM_AMI_USER"] = asterisk.Options.Username,
                ["TANDEM_AMI_SECRET"] = asterisk.Options.Secret,
            },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>Reads up to a line that is as wanted.</summary>
    public async Task<string> LineAsync(Func<string, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await _process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (wanted(line))
            {
                return line;
            }
        }
        throw new InvalidOperationException("The sample ended.");
    }

    // Built beside this project, in the same configuration and for the same framework: .../test/Tandem.Asterisk.Tests/bin/Release/net10.0.
    private static string Locate(string sample)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var configuration = framework.Parent!;
        var root = configuration.Parent!.Parent!.Parent!.Parent!;
        return Path.Combine(root.FullName, "samples", sample, "bin", configuration.Name, framework.Name, sample + ".dll");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
    }
}
