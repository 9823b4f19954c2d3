using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem extension notify</c>: tells the phones of an extension something outside a call.</summary>
internal static class NotifyCommand
{
    private const string Messages = "messages";
    private const string CheckSync = "check-sync";

    public static Command Create()
    {
        var number = new Argument<string>("NUMBER") { Description = "The extension." };
        var what = new Argument<string>("EVENT") { Description = $"{Messages}: how many voice messages there are. {CheckSync}: that phones are to fetch their configuration." };
        what.AcceptOnlyFromAmong(Messages, CheckSync);
        var added = new Option<int>("--new") { Description = "Messages not yet heard." };
        var saved = new Option<int>("--saved") { Description = "Messages heard and kept." };
        var urgent = new Option<int>("--urgent") { Description = "How many of the new ones are urgent." };
        var reboot = new Option<bool>("--reboot") { Description = "Let phones restart to fetch their configuration." };
        var command = new Command(
            "notify", "Tell the phones of an extension of its messages, or to fetch their configuration.\n\n  tandem extension notify 106 messages --new 2\n  tandem extension notify 106 check-sync --reboot")
        {
            number, what, added, saved, urgent, reboot,
        };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // A phone that is gone is waited for 32 s.
            using var client = api.Connect(parsed, TimeSpan.FromSeconds(60));
            var path = $"/api/extensions/{Uri.EscapeDataString(parsed.GetValue(number)!)}";
            var answer = parsed.GetValue(what) == CheckSync
                ? await client.PostAsync($"{path}/{CheckSync}", new JsonObject { ["reboot"] = parsed.GetValue(reboot) }, cancellationToken).ConfigureAwait(false)
                : (await client.SendAsync(
                    HttpMethod.Put,
                    $"{path}/{Messages}",
                    new JsonObject { ["new"] = parsed.GetValue(added), ["saved"] = parsed.GetValue(saved), ["urgent"] = parsed.GetValue(urgent) },
                    cancellationToken).ConfigureAwait(false))!;
            if (api.WantsJson(parsed))
            {
                Output.Json(answer);
                return;
            }
            Console.WriteLine($"Of {answer["phones"]} phones {answer["accepted"]} took it.");
        });
        return command;
    }
}
