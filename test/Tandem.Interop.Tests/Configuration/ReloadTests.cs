using System.Diagnostics;
using Tandem.Asterisk.Testing;
using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Configuration;

/// <summary>Settings that change while the hub runs, by editing the file that people edit.</summary>
public sealed class ReloadTests
{
    [Fact]
    public async Task An_asterisk_comes_and_goes_with_its_settings_and_broken_settings_change_nothing()
    {
        await using var hub = await HubProcess.StartAsync();
        await using var asterisk = FakeAsterisk.Start();
        var settings = Path.Combine(hub.DataDirectory, "appsettings.json");

        await File.WriteAllTextAsync(settings, $$"""
            { "Asterisk": { "Connections": [ { "Name": "branch", "Host": "127.0.0.1", "Port": {{asterisk.Port}}, "Username": "tandem", "Secret": "secret" } ] } }
            """);
        await UntilSourcesAsync(hub, "branch", "switch");

        await File.WriteAllTextAsync(settings, "{ this is not JSON");
        await hub.WaitForErrorAsync("The settings stay as they were");
        await UntilSourcesAsync(hub, "branch", "switch");

        await File.WriteAllTextAsync(settings, "{}");
        await UntilSourcesAsync(hub, "switch");
    }

    private static async Task UntilSourcesAsync(HubProcess hub, params string[] names)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var sources = await hub.GetAsync("/api/sources");
            var found = sources.GetProperty("items").EnumerateArray().Select(source => source.GetProperty("name").GetString()).Order().ToArray();
            if (found.SequenceEqual(names))
            {
                return;
            }
            Assert.True(waited.Elapsed < ChildProcess.Patience, $"There are {string.Join(", ", found)}.");
            await Task.Delay(100);
        }
    }
}
