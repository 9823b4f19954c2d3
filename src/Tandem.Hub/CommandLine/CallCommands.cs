using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem call</c>, <c>tandem calls</c> and <c>tandem hangup</c>.</summary>
internal static class CallCommands
{
    public static Command CreateCall()
    {
        var from = new Argument<string>("FROM") { Description = "The extension that calls: its phone rings first." };
        var to = new Argument<string>("TO") { Description = "The number to call once it is answered." };
        var callerId = new Option<string?>("--caller-id") { Description = "The number that the called party sees. Default: the extension's own." };
        var timeout = new Option<int?>("--timeout") { Description = "How long each side may ring, 1 to 600 seconds." };
        var command = new Command("call", "Make a call between an extension and a number (click to dial).\n\n  tandem call 101 102") { from, to, callerId, timeout };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Some exchanges answer when the phone is answered.
            using var client = api.Connect(parsed, TimeSpan.FromSeconds((parsed.GetValue(timeout) ?? 60) + 30));
            var body = new JsonObject { ["from"] = parsed.GetValue(from), ["to"] = parsed.GetValue(to) };
            if (parsed.GetValue(callerId) is { } shown)
            {
                body["callerId"] = shown;
            }
            if (parsed.GetValue(timeout) is { } seconds)
            {
                body["timeoutSeconds"] = seconds;
            }
            var answer = await client.PostAsync("/api/calls", body, cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Console.WriteLine($"Extension {parsed.GetValue(from)} rings. Conversation {answer["conversationId"]}");
        });
        return command;
    }

    public static Command CreateCalls()
    {
        var command = new Command("calls", "List the calls that are up now.\n\n  tandem calls");
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var answer = await client.GetAsync("/api/conversations", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Output.Table(
                "No calls are up.",
                ["Conversation", "From", "To", "Since", "Answered"],
                [.. Output.Items(answer).Where(item => item["endedAt"] is null).Select(item => new[]
                {
                    (string?)item["id"] ?? "",
                    Output.Party(item["calling"]),
                    Output.Party(item["called"]),
                    Output.Time(item["startedAt"]),
                    Output.Time(item["answeredAt"]),
                })]);
        });
        return command;
    }

    public static Command CreateHangup()
    {
        var id = new Argument<string>("CONVERSATION") { Description = "Its id, as `tandem calls` shows it." };
        var command = new Command("hangup", "End a call.\n\n  tandem hangup switch:0193a0b1c2d3e4f50617") { id };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var text = parsed.GetValue(id)!;
            await client.DeleteAsync($"/api/conversations/{Uri.EscapeDataString(text)}", cancellationToken).ConfigureAwait(false);
            if (api.WantsJson(parsed))
            {
                Output.Json(new JsonObject { ["ended"] = text });
                return;
            }
            Console.WriteLine($"Conversation {text} is ended.");
        });
        return command;
    }
}
