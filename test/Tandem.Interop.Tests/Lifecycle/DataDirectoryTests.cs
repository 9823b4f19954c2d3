using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Lifecycle;

/// <summary>A data directory belongs to one process.</summary>
public sealed class DataDirectoryTests
{
    [Fact]
    public async Task A_directory_in_use_is_refused_to_a_second_hub_and_to_restore_until_the_first_is_dead()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-lock-").FullName;
        try
        {
            await using (var hub = await HubProcess.StartAsync(directory))
            {
                var (code, output) = await RunAsync(directory, ["run", .. HubProcess.Settings(directory)]);
                Assert.Equal(2, code);
                Assert.Contains($"Hub:DataDirectory '{directory}' cannot be used: another hub uses it.", output, StringComparison.Ordinal);

                (code, output) = await RunAsync(directory, ["backup", "copy.db", "--Hub:DataDirectory", directory]);
                Assert.Equal((0, true), (code, File.Exists(Path.Combine(directory, "copy.db"))));

                (code, output) = await RunAsync(directory, ["restore", "copy.db", "--force", "--Hub:DataDirectory", directory]);
                Assert.NotEqual(0, code);
                Assert.Contains("runs: stop it first", output, StringComparison.Ordinal);
                await hub.KillAsync();
            }
            var (restored, told) = await RunAsync(directory, ["restore", "copy.db", "--force", "--Hub:DataDirectory", directory]);
            Assert.True(restored == 0, told);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<(int Code, string Output)> RunAsync(string directory, IEnumerable<string> arguments)
    {
        await using var process = TandemProgram.Start(arguments, directory);
        return (await process.WaitForExitAsync(), process.Output + process.Errors);
    }
}
