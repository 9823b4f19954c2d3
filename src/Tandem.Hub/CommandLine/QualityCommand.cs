using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tandem.Hub.Watch;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem quality</c>.</summary>
internal static class QualityCommand
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command(
            "quality",
            """
            Show how live calls sound, until Ctrl-C: what arrives from each party, once a second.

              tandem quality
              tandem quality --json | jq 'select(.lossPercent > 1)'
            """);
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var figures = new EventStream(client, TimeProvider.System, "/api/telemetry").ReadAllAsync(cancellationToken);
            await (api.WantsJson(parsed) || Console.IsOutputRedirected ? PrintAsync(figures, api.WantsJson(parsed)) : ShowAsync(figures)).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task PrintAsync(IAsyncEnumerable<JsonNode?> all, bool json)
    {
        await foreach (var figures in all.ConfigureAwait(false))
        {
            if (figures is not null)
            {
                Console.WriteLine(json ? figures.ToJsonString() : string.Join("  ", Cells(figures).Where(cell => cell.Length > 0)));
            }
        }
    }

    private static Task ShowAsync(IAsyncEnumerable<JsonNode?> all) => AnsiConsole.Live(Draw([])).AutoClear(false).StartAsync(async live =>
    {
        SortedDictionary<string, (DateTimeOffset At, JsonNode Figures)> channels = new(StringComparer.Ordinal);
        await foreach (var figures in all.ConfigureAwait(false))
        {
            if (figures is null)
            {
                continue;
            }
            var now = DateTimeOffset.UtcNow;
            channels[(string)figures["channel"]!] = (now, figures);
            foreach (var (id, _) in channels.Where(item => now - item.Value.At > Fresh).ToArray())
            {
                channels.Remove(id);
            }
            live.UpdateTarget(Draw(channels.Values.Select(item => item.Figures)));
        }
    });

    private static Table Draw(IEnumerable<JsonNode> all)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Channel", "Loss", "Jitter", "Round trip", "MOS", "");
        foreach (var figures in all)
        {
            table.AddRow(Cells(figures).Select(cell => new Text(cell)));
        }
        return table;
    }

    private static string[] Cells(JsonNode figures) =>
    [
        (string)figures["channel"]!,
        Figure(figures["lossPercent"], 1, "0.0", " %"),
        Figure(figures["jitterSeconds"], 1000, "0.0", " ms"),
        Figure(figures["roundTripSeconds"], 1000, "0", " ms"),
        Figure(figures["meanOpinionScore"], 1, "0.0", ""),
        (bool?)figures["talking"] == true ? "talks" : "",
    ];

    private static string Figure(JsonNode? value, double factor, string format, string unit) =>
        value is null ? "" : ((double)value * factor).ToString(format, CultureInfo.InvariantCulture) + unit;
}
