using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.SipVicious;

/// <summary>The scanners that every exchange on the internet hears from within the hour.</summary>
public sealed class SipViciousTests : IAsyncLifetime
{
    private const string Found = "Tandem|\\b(?:101|102|200)\\b *\\|";

    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-scan-").FullName;

    /// <inheritdoc/>
    public Task InitializeAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return Task.CompletedTask;
    }

    [ToolFact(ExternalTool.SipVicious)]
    public async Task Who_says_that_he_is_a_scanner_finds_nobody()
    {
        await using var hub = await HubProcess.StartAsync();
        foreach (var method in (string[])["OPTIONS", "INVITE"])
        {
            Assert.DoesNotMatch(Found, await RunAsync("svmap", $"-p{hub.Sip.Port}", "-m", method, "127.0.0.1"));
        }
        Assert.DoesNotMatch(Found, await RunAsync("svwar", $"-p{hub.Sip.Port}", "-e", "100-105", "--maximumtime", "2", "127.0.0.1"));
        await AssertUnharmedAsync(hub);
    }

    [ToolFact(ExternalTool.SipVicious)]
    public async Task Who_does_not_say_so_learns_that_there_is_an_exchange_and_neither_numbers_nor_passwords()
    {
        await using var hub = await HubProcess.StartAsync(dataDirectory: null, ("Switch:ScannerAgents", File("agents", "# Nobody is known.\n")));
        var map = await RunAsync("svmap", $"-p{hub.Sip.Port}", "127.0.0.1");
        Assert.Contains($"127.0.0.1:{hub.Sip.Port}", map, StringComparison.Ordinal);
        Assert.DoesNotContain("Tandem", map, StringComparison.Ordinal);

        // 101 to 105 are there, 106 to 110 are not: what comes back is the same for all.
        foreach (var method in (string[])["REGISTER", "INVITE"])
        {
            var war = await RunAsync("svwar", $"-p{hub.Sip.Port}", "-m", method, "-e", "101-110", "--force", "--maximumtime", "2", "127.0.0.1");
            var told = Enumerable.Range(101, 10).Select(number => war.Contains($"| {number} ", StringComparison.Ordinal)).Distinct();
            Assert.True(told.Count() == 1, war);
        }

        var words = string.Join('\n', Enumerable.Range(0, 60).Select(i => $"guess-{i}").Append(HubProcess.SecretOf("101")));
        var crack = await RunAsync("svcrack", $"-p{hub.Sip.Port}", "-u", "101", "-d", File("words", words + "\n"), "--maximumtime", "2", "127.0.0.1");
        Assert.DoesNotContain(HubProcess.SecretOf("101"), crack, StringComparison.Ordinal);
        Assert.Contains("too many wrong credentials", hub.Output, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertUnharmedAsync(HubProcess hub)
    {
        await using var phone = await hub.RegisteredPhoneAsync("102");
        var call = await phone.CallAsync("600");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await call.HangupAsync();
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        await using var scan = ChildProcess.Start(program, arguments, _directory, [KeyValuePair.Create("HOME", _directory)]);
        await scan.WaitForExitAsync(TimeSpan.FromMinutes(1));
        return scan.Output + scan.Errors;
    }

    private string File(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
