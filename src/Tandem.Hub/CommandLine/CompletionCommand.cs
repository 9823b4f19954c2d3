using System.CommandLine;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem completion</c>: scripts for shells, which ask the program itself what fits.</summary>
internal static class CompletionCommand
{
    private const string Bash =
        """
        _tandem() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(tandem "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _tandem tandem
        """;

    private const string Zsh =
        """
        #compdef tandem
        _tandem() {
          local -a found
          found=("${(@f)$(tandem "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
          [[ -n "${found[*]}" ]] && compadd -- $found || _files
        }
        compdef _tandem tandem
        """;

    private const string Fish =
        """
        complete -c tandem -a '(set -l line (commandline -cp); tandem "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'
        """;

    private const string PowerShell =
        """
        Register-ArgumentCompleter -Native -CommandName tandem -ScriptBlock {
          param($word, $line, $position)
          tandem "[suggest:$position]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
          }
        }
        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var command = new Command(
            "completion",
            """
            Print a script that lets a shell complete commands and options.

              eval "$(tandem completion bash)"                             in ~/.bashrc
              eval "$(tandem completion zsh)"                              in ~/.zshrc
              tandem completion fish | source                              in config.fish
              tandem completion pwsh | Out-String | Invoke-Expression      in $PROFILE
            """) { shell };
        command.SetAction(parsed => Console.WriteLine(parsed.GetValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        }));
        return command;
    }
}
