using System.CommandLine;
using Tandem.Hub.Configuration;
using Tandem.Hub.Hosting;
using Tandem.Sip.Transport;
using Tandem.Switch;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem run</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = SettingsArguments.AddTo(new Command(
            "run",
            """
            Run the exchange and the hub until Ctrl-C.

            Settings come from appsettings.json in the working directory, from TANDEM__ environment variables and from here:
              tandem run --Switch:Sip:Port 5070 --Hub:DataDirectory /var/lib/tandem
            """));
        command.SetAction(async (parsed, cancellationToken) => await RunAsync(SettingsArguments.Read(parsed), cancellationToken).ConfigureAwait(false));
        return command;
    }

    private static async Task<int> RunAsync(IConfigurationRoot configuration, CancellationToken cancellationToken)
    {
        var settings = TandemSettings.Read(configuration);
        await using var app = await HubHost.BuildAsync(settings, configuration, cancellationToken).ConfigureAwait(false);
        var firstStart = app.Services.GetRequiredService<FirstStart>();
        var extensions = await firstStart.EnsureExtensionsAsync(cancellationToken).ConfigureAwait(false);
        await HubHost.StartAsync(app, settings, cancellationToken).ConfigureAwait(false);
        var url = Reachable(app.Urls.First());
        var token = await firstStart.EnsureProfileAsync(url, cancellationToken).ConfigureAwait(false);
        Greet(app.Services.GetRequiredService<SipSwitch>(), settings, url, token, extensions);
        await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        Console.WriteLine("Stopped. All calls are in the history.");
        return 0;
    }

    private static void Greet(SipSwitch exchange, TandemSettings settings, string url, string? token, IReadOnlyList<(string Number, string Secret)> extensions)
    {
        var sip = exchange.EndPoints[0];
        var tls = exchange.EndPointOf(SipProtocol.Tls) is { } secure ? $"   tls {secure}" : "";
        Console.WriteLine($"Tandem runs. REST and events: {url}   SIP: udp {sip}{tls}   Echo: dial {SwitchService.EchoNumber}   Attendant: dial {SwitchService.AttendantNumber}");
        if (token is not null)
        {
            Console.WriteLine($"API token (shown once; kept for the command line in {settings.Hub.DataDirectory}): {token}");
        }
        if (extensions.Count > 0)
        {
            Console.WriteLine($"New extensions. Register a phone with user, password and this machine as the server, port {sip.Port}, UDP (realm {settings.Switch.Switch.Realm}):");
            foreach (var (number, secret) in extensions)
            {
                Console.WriteLine($"  user {number}   password {secret}");
            }
        }
        Console.WriteLine("Ctrl-C stops.");
    }

    private static string Reachable(string url) =>
        url.Replace("//[::]", "//127.0.0.1", StringComparison.Ordinal).Replace("//0.0.0.0", "//127.0.0.1", StringComparison.Ordinal);
}
