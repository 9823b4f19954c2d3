using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Shells;

/// <summary>Completion as people have it: in the shell itself. That of bash has its tests beside the hub's.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-shell-").FullName;

    public CompletionTests()
    {
        var program = Path.Combine(_directory, "tandem");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "tandem.dll")}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [ToolFact(ExternalTool.Fish)]
    public async Task Fish_completes_what_the_program_knows()
    {
        var output = await RunAsync("fish", "tandem completion fish | source; complete -C 'tandem exten'; complete -C 'tandem history --nu'");

        Assert.Equal(["extension", "--number"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [ToolFact(ExternalTool.Zsh)]
    public async Task Zsh_completes_what_the_program_knows()
    {
        // A terminal of its own, in which Tab is pressed; what then stands on the line is taken by a key of ours.
        const string press =
            """
            zmodload zsh/zpty
            zpty -b shell zsh -f -i
            zpty -w shell 'PS1=; take() { print -r -- "$BUFFER" > taken; }; autoload -Uz compinit && compinit -u -D; eval "$(tandem completion zsh)"'
            zpty -w shell 'zle -N take; bindkey "^T" take; bindkey "^I" complete-word; print done > ready'
            until [[ -s ready ]]; do sleep 0.05; done
            zpty -w -n shell $'tandem exten\t\x14'
            until [[ -s taken ]]; do sleep 0.05; done
            cat taken
            """;

        Assert.Equal("tandem extension", (await RunAsync("zsh", press)).Trim());
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task<string> RunAsync(string shell, string script)
    {
        var path = _directory + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        await using var process = ChildProcess.Start(
            shell, ["-c", script], _directory, [new("PATH", path), new("HOME", _directory), new("TERM", "xterm")]);
        Assert.Equal(0, await process.WaitForExitAsync());
        return process.Output;
    }
}
