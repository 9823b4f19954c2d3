using System.Diagnostics;

namespace Tandem.Hub.Tests.CommandLine;

public sealed class CompletionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-completion").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("tandem exten", "extension")]
    [InlineData("tandem extension ", "add list remove")]
    [InlineData("tandem history --nu", "--number")]
    [InlineData("tandem completion b", "bash")]
    public async Task Bash_completes_what_the_program_knows(string typed, string expected)
    {
        // As a shell would do it: the script is evaluated, and its function called with what is typed.
        const string press =
            """
            eval "$(tandem completion bash)"
            COMP_LINE="$1"; COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            [[ "$1" == *' ' ]] && COMP_WORDS+=("")
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _tandem
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var program = Path.Combine(_directory, "tandem");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "tandem.dll")}' \"$@\"\n");
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo("bash", ["-c", press, "bash", typed]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = _directory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        using var bash = Process.Start(start)!;
        var found = await bash.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        Assert.Superset(expected.Split(' ').ToHashSet(), found.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        Assert.All(found.Split('\n', StringSplitOptions.RemoveEmptyEntries), word => Assert.StartsWith(typed.Split(' ')[^1], word, StringComparison.Ordinal));
    }
}
