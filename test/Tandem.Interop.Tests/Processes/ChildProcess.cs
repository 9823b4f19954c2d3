using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Tandem.Interop.Tests.Processes;

/// <summary>A program under test or a peer of it: its output is kept line by line, and it never outlives its test.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Interrupt = 2;

    private readonly Process _process;
    private readonly ProcessOutput _output = new();
    private readonly ProcessOutput _errors = new();

    private ChildProcess(ProcessStartInfo start, string input)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => _output.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => _errors.Add(line.Data);
        _process.Start();
        _process.StandardInput.Write(input);
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>How long a test waits for what ought to happen at once.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(30);

    /// <summary>What it has printed.</summary>
    public string Output => _output.Text;

    /// <summary>What it has printed on its standard error.</summary>
    public string Errors => _errors.Text;

    /// <summary>True once it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name on the PATH.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="workingDirectory">Where it runs.</param>
    /// <param name="environment">Variables to set; those of the hub that this process has are not handed on.</param>
    /// <param name="input">What it reads on its standard input.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string workingDirectory, IEnumerable<KeyValuePair<string, string>>? environment = null, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TANDEM_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }
        try
        {
            return new ChildProcess(start, input);
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{program} cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>Waits for a line on the standard output.</summary>
    /// <returns>The match.</returns>
    /// <exception cref="InvalidOperationException">The program ended without it, or it did not come in time; the message has all that was printed.</exception>
    public Task<Match> WaitForLineAsync(string pattern) => WaitForAsync(_output, pattern);

    /// <summary>Waits for a line on the standard error.</summary>
    /// <exception cref="InvalidOperationException">The program ended without it, or it did not come in time; the message has all that was printed.</exception>
    public Task WaitForErrorAsync(string pattern) => WaitForAsync(_errors, pattern);

    /// <summary>Waits for the end.</summary>
    /// <param name="patience">How long; <see cref="Patience"/> where null.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="InvalidOperationException">It did not end in time.</exception>
    public async Task<int> WaitForExitAsync(TimeSpan? patience = null)
    {
        using var timeout = new CancellationTokenSource(patience ?? Patience);
        try
        {
            await _process.WaitForExitAsync(timeout.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"It did not end.{Printed}");
        }
    }

    /// <summary>What Ctrl-C does.</summary>
    public void SendInterrupt()
    {
        if (Kill(_process.Id, Interrupt) != 0)
        {
            throw new Win32Exception();
        }
    }

    /// <summary>Ends it without a chance to do anything more: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await WaitForExitAsync();
    }

    /// <summary>Ends it where it still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }
        _process.Dispose();
    }

    private string Printed => $"{Environment.NewLine}{Output}{Environment.NewLine}{Errors}";

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int process, int signal);

    private async Task<Match> WaitForAsync(ProcessOutput output, string pattern)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            return await output.WaitForAsync(new Regex(pattern, RegexOptions.Multiline), patience.Token)
                ?? throw new InvalidOperationException($"It ended without a line like '{pattern}'.{Printed}");
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"No line like '{pattern}' in {Patience.TotalSeconds} s.{Printed}");
        }
    }
}
