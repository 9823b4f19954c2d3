using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tandem.Hub.Configuration;
using Tandem.Sipgate;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem sipgate login</c>: keeps a token, so that it need not stand in the environment.</summary>
internal static class SipgateLoginCommand
{
    public static Command Create()
    {
        var command = new Command(
            "login",
            """
            Keep a personal access token for this user, read from the standard input: its id and the token, each on a line of its own. It is tried first.

              tandem sipgate login < token.txt
            """);
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var profile = new SipgateProfile(Ask("Token id"), Ask("Token") ?? throw new SettingsException("There is no token: two lines are wanted, its id and the token."));
            using var client = sipgate.Connect(parsed, profile);
            string user;
            try
            {
                user = await client.Users.GetOwnIdAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (SipgateUnauthorizedException exception)
            {
                throw new SettingsException($"sipgate does not take this token: {exception.Message}");
            }
            profile.Save();
            SipgateCommands.Print(sipgate.WantsJson(parsed), new JsonObject { ["user"] = user, ["file"] = SipgateProfile.FilePath }, $"Logged in as {user}. Kept in {SipgateProfile.FilePath}");
        });
        return command;
    }

    // What is typed is not shown.
    private static string? Ask(string what)
    {
        if (Console.IsInputRedirected)
        {
            return Console.In.ReadLine() is { Length: > 0 } line ? line.Trim() : null;
        }
        return AnsiConsole.Prompt(new TextPrompt<string>($"{what}:").Secret());
    }
}
