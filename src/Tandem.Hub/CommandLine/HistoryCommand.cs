using System.CommandLine;
using System.Globalization;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem history</c>.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var number = new Option<string?>("--number") { Description = "Only calls of or to this number." };
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 1000.", DefaultValueFactory = _ => 20 };
        var command = new Command("history", "List past calls, newest first.\n\n  tandem history --number 101 --limit 5") { number, limit };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var query = $"?limit={parsed.GetValue(limit)}" + (parsed.GetValue(number) is { } wanted ? $"&number={Uri.EscapeDataString(wanted)}" : "");
            var answer = await client.GetAsync("/api/history" + query, cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Output.Table(
                "No calls yet.",
                ["Started", "From", "To", "Talked", "Ended by"],
                [.. Output.Items(answer).Select(item => new[]
                {
                    Output.Time(item["startedAt"]),
                    Output.Party(item["calling"]),
                    Output.Party(item["called"]),
                    Talked((DateTimeOffset?)item["answeredAt"], (DateTimeOffset?)item["endedAt"]),
                    (string?)item["cause"] ?? "(up)",
                })]);
        });
        return command;
    }

    private static string Talked(DateTimeOffset? answered, DateTimeOffset? ended) =>
        answered is { } from && ended is { } until ? (until - from).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : "";
}
