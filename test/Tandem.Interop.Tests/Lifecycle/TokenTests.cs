using System.Text.Json;
using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Lifecycle;

public sealed class TokenTests
{
    [Fact]
    public async Task A_token_for_a_program_is_made_used_and_revoked_from_the_command_line()
    {
        await using var hub = await HubProcess.StartAsync();
        await RunAsync(hub, 0, "extension", "add", "106");
        var made = JsonDocument.Parse(await RunAsync(hub, 0, "token", "add", "Wallboard", "--scope", "read", "--extension", "106", "--json")).RootElement;
        var (id, secret) = (made.GetProperty("id").GetInt32(), made.GetProperty("secret").GetString()!);
        Assert.Matches(@"Wallboard.* 106 .*read", await RunAsync(hub, 0, "token", "list"));

        Assert.Contains("no calls", await RunAsync(hub, 0, "calls", "--token", secret), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("'call'", await RunAsync(hub, 1, "call", "101", "102", "--token", secret), StringComparison.Ordinal);
        Assert.Equal($"Token {id} is revoked.\n", await RunAsync(hub, 0, "token", "revoke", $"{id}"));
        Assert.Contains("not valid", await RunAsync(hub, 1, "calls", "--token", secret), StringComparison.Ordinal);
        Assert.Contains($"'{id}'", await RunAsync(hub, 1, "token", "revoke", $"{id}"), StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(HubProcess hub, int code, params string[] words)
    {
        await using var command = hub.Command(words);
        Assert.Equal(code, await command.WaitForExitAsync());
        return command.Output + command.Errors;
    }
}
