using System.CommandLine;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.CommandLine;

/// <summary>Settings given to a command as <c>--Section:Key value</c>.</summary>
internal static class SettingsArguments
{
    /// <summary>Lets a command take settings.</summary>
    public static Command AddTo(Command command)
    {
        command.TreatUnmatchedTokensAsErrors = false;
        return command;
    }

    /// <summary>All settings: those of the command line over those of the environment and <c>appsettings.json</c>.</summary>
    /// <exception cref="SettingsException">A word is no setting, or has no value.</exception>
    public static IConfigurationRoot Read(ParseResult parsed)
    {
        string[] arguments = [.. parsed.UnmatchedTokens];
        Check(arguments);
        return TandemSettings.Sources(arguments);
    }

    // A mistyped word would otherwise be a setting that nobody reads.
    private static void Check(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (!arguments[i].StartsWith("--", StringComparison.Ordinal) || !arguments[i].Contains(':'))
            {
                throw new SettingsException($"'{arguments[i]}' is no setting. Settings are given as --Section:Key value, for example --Switch:Sip:Port 5070.");
            }
            if (!arguments[i].Contains('=') && ++i == arguments.Length)
            {
                throw new SettingsException($"{arguments[^1][2..]} has no value.");
            }
        }
    }
}
