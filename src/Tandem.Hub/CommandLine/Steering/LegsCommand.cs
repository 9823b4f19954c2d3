using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine.Steering;

/// <summary><c>tandem legs</c>: what the other commands act on.</summary>
internal static class LegsCommand
{
    public static Command Create()
    {
        var command = new Command("legs", "List the legs of the calls that are up, by the ids that other commands take.\n\n  tandem legs");
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var answer = await client.GetAsync("/api/channels", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Output.Table(
                "No calls are up.",
                ["Leg", "From", "To", "State", "Call"],
                [.. Output.Items(answer).Select(item => new[]
                {
                    Text(item["id"]),
                    Output.Party(item["calling"]),
                    Output.Party(item["called"]),
                    Text(item["state"]?["name"]),
                    Text(item["conversation"]),
                })]);
        });
        return command;
    }

    private static string Text(JsonNode? value) => (string?)value ?? "";
}
