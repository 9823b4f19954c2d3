using System.CommandLine;
using System.Net;
using System.Text.Json;
using Spectre.Console;
using Tandem.Hub.Configuration;
using Tandem.Hub.Demo;
using Tandem.Hub.History;
using Tandem.Hub.Hosting;
using Tandem.Hub.Rest.Json;
using Tandem.Media;
using Tandem.Pbx.Exchanges;
using Tandem.Switch;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var once = new Option<bool>("--once") { Description = "End after the call: exit code 0 only if audio arrived both ways and the call is in the history." };
        var json = new Option<bool>("--json") { Description = "Print what came of it as JSON; ends after the call too." };
        var command = new Command(
            "demo",
            """
            Show what Tandem is, with nothing but this machine: two phones call each other, watched live.

            An exchange on free loopback ports, two phones that register and call each other, tones and digits, and a
            live table of what happens.

              tandem demo           stays up afterwards, to be looked at
              tandem demo --once    ends after the call
            """) { once, json };
        command.SetAction(async (parsed, cancellationToken) => await RunAsync(parsed.GetValue(once), parsed.GetValue(json), cancellationToken).ConfigureAwait(false));
        return command;
    }

    private static async Task<int> RunAsync(bool once, bool json, CancellationToken cancellationToken)
    {
        var dataDirectory = System.IO.Directory.CreateTempSubdirectory("tandem-demo-").FullName;
        try
        {
            var settings = Settings(dataDirectory);
            var quiet = new ConfigurationBuilder().AddInMemoryCollection([new("Logging:LogLevel:Default", "Warning")]).Build();
            await using var app = await HubHost.BuildAsync(settings, quiet, cancellationToken).ConfigureAwait(false);
            var firstStart = app.Services.GetRequiredService<FirstStart>();
            await firstStart.EnsureExtensionsAsync(cancellationToken).ConfigureAwait(false);
            await HubHost.StartAsync(app, settings, cancellationToken).ConfigureAwait(false);
            await firstStart.EnsureProfileAsync(app.Urls.First(), cancellationToken).ConfigureAwait(false);
            var report = json
                ? await TellAsync(app.Services, app.Lifetime.ApplicationStopping).ConfigureAwait(false)
                : await ShowAsync(app.Services, app.Lifetime.ApplicationStopping).ConfigureAwait(false);
            if (!once && !json)
            {
                StayUp(app, dataDirectory);
                await app.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
                return 0;
            }
            await app.StopAsync(cancellationToken).ConfigureAwait(false);
            return report.Succeeded ? 0 : 1;
        }
        finally
        {
            System.IO.Directory.Delete(dataDirectory, recursive: true);
        }
    }

    private static async Task<DemoReport> TellAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var exchange = services.GetRequiredService<SipSwitch>();
        var demo = new DemoCall(exchange.EndPoints[0], services.GetRequiredService<HistoryReader>(), say: _ => { });
        var report = await demo.RunAsync(cancellationToken).ConfigureAwait(false);
        Output.Json(JsonSerializer.SerializeToNode(report, ApiJson.TypeOf<DemoReport>())!);
        return report;
    }

    private static async Task<DemoReport> ShowAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var exchange = services.GetRequiredService<SipSwitch>();
        var table = new LiveTable(services.GetRequiredService<Exchange>().Model);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = table.RunAsync(watching.Token);
        try
        {
            var demo = new DemoCall(exchange.EndPoints[0], services.GetRequiredService<HistoryReader>(), table.Say);
            var report = await demo.RunAsync(cancellationToken).ConfigureAwait(false);
            await watching.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
            Print(report, table);
            return report;
        }
        finally
        {
            await watching.CancelAsync().ConfigureAwait(false);
            await watch.ConfigureAwait(false);
        }
    }

    private static TandemSettings Settings(string dataDirectory) => new(
        new HubSettings { DataDirectory = dataDirectory, Urls = ["http://127.0.0.1:0"] },
        new SwitchSettings
        {
            Switch = new SwitchOptions { Addresses = [IPAddress.Loopback], Port = 0 },
            Media = new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0 },
            Extensions =
            [
                new ExtensionSetting("demo", DemoCall.CallerNumber, "Alice", DemoCall.CallerSecret),
                new ExtensionSetting("demo", DemoCall.CalledNumber, "Bob", DemoCall.CalledSecret),
            ],
        },
        new BasixSettings(),
        new AsteriskSettings([]),
        new SipgateSettings());

    private static void Print(DemoReport report, LiveTable table)
    {
        Console.WriteLine();
        Output.Table(
            "",
            ["Phone", "Sent", "Received", "Lost", "Tone expected", "Tone heard", "Digits heard"],
            [Row(report.Caller), Row(report.Called)]);
        Console.WriteLine($"Call set up in {report.SetupTime.TotalMilliseconds:0} ms; digits pressed: {report.DigitsPressed}; in the history: {(report.IsInHistory ? "yes" : "no")}");
        Console.WriteLine($"Changes: {string.Join(", ", table.Changes.Select(change => $"{change.Value} {change.Key}"))}");
        Console.WriteLine(report.Succeeded ? "Both phones heard each other." : "The demonstration FAILED: see the table.");
    }

    private static string[] Row(DemoSide side) =>
    [
        side.Phone,
        $"{side.PacketsSent}",
        $"{side.PacketsReceived}",
        $"{side.PacketsLost}",
        $"{side.Expected:0} Hz",
        side.Heard is { } heard ? $"{heard:0} Hz" : "none",
        side.Digits,
    ];

    private static void StayUp(WebApplication app, string dataDirectory)
    {
        var profile = HubProfile.Load(dataDirectory)!;
        var sip = app.Services.GetRequiredService<SipSwitch>().EndPoints[0];
        Console.WriteLine();
        Console.WriteLine($"The hub stays up. SIP: udp {sip} (user {DemoCall.CallerNumber}, password {DemoCall.CallerSecret}; echo: dial {SwitchService.EchoNumber})");
        Console.WriteLine($"  curl -H 'Authorization: Bearer {profile.Token}' {profile.Url}/api/history");
        Console.WriteLine("Ctrl-C stops.");
    }
}
