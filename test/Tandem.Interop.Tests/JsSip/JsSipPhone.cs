using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.JsSip;

/// <summary>The JsSIP of npm in Node.js, with an extension of a hub, over a WebSocket.</summary>
internal static class JsSipPhone
{
    private static readonly string[] Packages = ["jssip@3.13.8", "ws@8.18.3"];
    private static readonly SemaphoreSlim Installing = new(1);

    /// <summary>Starts a phone.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="number">Its extension.</param>
    /// <param name="more">Whom to message, and with what.</param>
    public static async Task<ChildProcess> StartAsync(HubProcess hub, string number, params string[] more)
    {
        var modules = await InstallAsync();
        var script = Path.Combine(AppContext.BaseDirectory, "JsSip", "phone.js");
        var url = $"ws://{hub.Rest.Authority}/sip";
        return ChildProcess.Start(
            "env", ["--default-signal=INT", ExternalTool.Node, script, modules, url, number, HubProcess.SecretOf(number), .. more], AppContext.BaseDirectory);
    }

    // Once; what is there already is used.
    private static async Task<string> InstallAsync()
    {
        var directory = Path.Combine(AppContext.BaseDirectory, "npm");
        var modules = Path.Combine(directory, "node_modules");
        await Installing.WaitAsync();
        try
        {
            if (!Directory.Exists(Path.Combine(modules, "jssip")) || !Directory.Exists(Path.Combine(modules, "ws")))
            {
                Directory.CreateDirectory(directory);
                await using var npm = ChildProcess.Start(
                    ExternalTool.Npm, ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", directory, .. Packages], directory);
                Assert.Equal(0, await npm.WaitForExitAsync(TimeSpan.FromMinutes(3)));
            }
        }
        finally
        {
            Installing.Release();
        }
        return modules;
    }
}
