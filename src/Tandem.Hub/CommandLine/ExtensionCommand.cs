using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem extension</c>: list, add, remove, notify.</summary>
internal static class ExtensionCommand
{
    public static Command Create() => new("extension", "List, add and remove extensions, and tell their phones something.\n\n  tandem extension list")
    {
        CreateList(), CreateAdd(), CreateRemove(), NotifyCommand.Create(),
    };

    private static Command CreateList()
    {
        var command = new Command("list", "List the extensions and where their phones are.\n\n  tandem extension list");
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var answer = await client.GetAsync("/api/extensions", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Output.Table(
                "There are no extensions. Add one: tandem extension add 101",
                ["Number", "Name", "Domain", "Status", "Phones"],
                [.. Output.Items(answer).Select(item => new[]
                {
                    (string?)item["number"] ?? "",
                    (string?)item["name"] ?? "",
                    (string?)item["domain"] ?? "",
                    (string?)item["status"] ?? "",
                    string.Join("  ", (item["contacts"] as JsonArray ?? []).Select(contact => $"{contact!["address"]}:{contact["port"]} {contact["userAgent"]}".TrimEnd())),
                })]);
        });
        return command;
    }

    private static Command CreateAdd()
    {
        var number = new Argument<string>("NUMBER") { Description = "Its number, which is the phone's user name too." };
        var name = new Option<string?>("--name") { Description = "The name that others see when it calls." };
        var secret = new Option<string?>("--secret") { Description = "The phone's password, 8 to 128 characters. Default: a random one." };
        var command = new Command("add", "Add an extension; its password is shown this once.\n\n  tandem extension add 106 --name \"Front desk\"") { number, name, secret };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var body = new JsonObject { ["number"] = parsed.GetValue(number) };
            foreach (var (key, value) in new[] { ("name", parsed.GetValue(name)), ("secret", parsed.GetValue(secret)) })
            {
                if (value is not null)
                {
                    body[key] = value;
                }
            }
            var answer = await client.PostAsync("/api/extensions", body, cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Console.WriteLine($"Extension {answer["number"]} is there. Register a phone with user {answer["number"]} and password {answer["secret"]}");
        });
        return command;
    }

    private static Command CreateRemove()
    {
        var number = new Argument<string>("NUMBER") { Description = "Its number." };
        var command = new Command("remove", "Remove an extension and its registrations.\n\n  tandem extension remove 106") { number };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var text = parsed.GetValue(number)!;
            await client.DeleteAsync($"/api/extensions/{Uri.EscapeDataString(text)}", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(new JsonObject { ["removed"] = text });
                return;
            }
            Console.WriteLine($"Extension {text} is removed.");
        });
        return command;
    }
}
