using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Hub.Rest.Access;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem token</c>: list, add, revoke.</summary>
internal static class TokenCommand
{
    public static Command Create() => new("token", "List, make and revoke the tokens by which programs speak to the hub.\n\n  tandem token add prometheus")
    {
        CreateList(), CreateAdd(), CreateRevoke(),
    };

    private static Command CreateList()
    {
        var command = new Command("list", "List the tokens. Their secrets are not kept.\n\n  tandem token list");
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var answer = await client.GetAsync("/api/tokens", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Output.Table(
                "There are no tokens. Make one: tandem token add prometheus",
                ["Id", "Name", "Domain", "Extension", "Scopes", "Made"],
                [.. Output.Items(answer).Select(item => new[]
                {
                    $"{item["id"]}",
                    (string?)item["name"] ?? "",
                    (string?)item["domain"] ?? "",
                    (string?)item["extension"] ?? "",
                    string.Join(' ', (item["scopes"] as JsonArray ?? []).Select(scope => (string?)scope)),
                    Output.Time(item["createdAt"]),
                })]);
        });
        return command;
    }

    private static Command CreateAdd()
    {
        var name = new Argument<string>("NAME") { Description = "What it is for." };
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What it may do, again for each: {Scope.Read} (see), {Scope.Call} (make and steer calls), {Scope.Admin} (change settings, see SIP).",
            DefaultValueFactory = _ => [Scope.Read],
        };
        scopes.AcceptOnlyFromAmong(Scope.Read, Scope.Call, Scope.Admin);
        var extension = new Option<string?>("--extension") { Description = "The number of an extension: the token is for its user alone. Default: for the whole domain." };
        var command = new Command("add", "Make a token, which is shown this once.\n\n  tandem token add \"Wallboard\" --scope read") { name, scopes, extension };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var body = new JsonObject
            {
                ["name"] = parsed.GetValue(name),
                ["scopes"] = new JsonArray([.. parsed.GetValue(scopes)!.Distinct().Select(scope => JsonValue.Create(scope))]),
            };
            if (parsed.GetValue(extension) is { } number)
            {
                body["extension"] = number;
            }
            var answer = await client.PostAsync("/api/tokens", body, cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Console.WriteLine($"Token {answer["id"]} is made. Keep it, it is not shown again: {answer["secret"]}");
        });
        return command;
    }

    private static Command CreateRevoke()
    {
        var id = new Argument<int>("ID") { Description = "Its number, as `tandem token list` shows it." };
        var command = new Command("revoke", "Revoke a token: it opens nothing any more, and what it has open ends.\n\n  tandem token revoke 7") { id };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var number = parsed.GetValue(id);
            await client.DeleteAsync($"/api/tokens/{number}", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(new JsonObject { ["revoked"] = number });
                return;
            }
            Console.WriteLine($"Token {number} is revoked.");
        });
        return command;
    }
}
