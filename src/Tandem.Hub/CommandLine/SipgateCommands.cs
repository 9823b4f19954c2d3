using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Tandem.Hub.Configuration;
using Tandem.Sipgate.Calls;
using Tandem.Sipgate.Fax;
using Tandem.Sipgate.History;
using Tandem.Sipgate.Sms;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem sipgate</c>: speaks to sipgate itself. No hub is needed.</summary>
internal static class SipgateCommands
{
    public static Command Create() => new(
        "sipgate",
        """
        Speak to sipgate: calls, text messages, faxes, contacts, history.

          tandem sipgate login       # or: export TANDEM_SIPGATE_TOKEN_ID=token-... TANDEM_SIPGATE_TOKEN=...
          tandem sipgate sms +4915739777777 "Hello"
        """)
    {
        SipgateLoginCommand.Create(),
        CreateCall(),
        CreateCalls(),
        CreateSms(),
        CreateFax(),
        SipgateContactCommands.Create(),
        CreateHistory(),
    };

    private static Command CreateCall()
    {
        var from = new Argument<string>("FROM") { Description = "Who rings first: an extension such as e0, or a number." };
        var to = new Argument<string>("TO") { Description = "The number to call then." };
        var callerId = new Option<string?>("--caller-id") { Description = "The number that is shown. Default: the extension's own." };
        var device = new Option<string?>("--device") { Description = "The extension that pays; needed where FROM is a number." };
        var command = new Command("call", "Make a call between two phones.\n\n  tandem sipgate call e0 +4921165432") { from, to, callerId, device };
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = sipgate.Connect(parsed);
            var call = new NewCall { From = parsed.GetValue(from)!, To = parsed.GetValue(to)!, CallerId = parsed.GetValue(callerId), DeviceId = parsed.GetValue(device) };
            var session = await client.Calls.InitiateAsync(call, cancellationToken).ConfigureAwait(false);
            Print(sipgate.WantsJson(parsed), new JsonObject { ["sessionId"] = session }, $"{call.From} rings. Call {session}");
        });
        return command;
    }

    private static Command CreateCalls()
    {
        var command = new Command("calls", "List the calls that are up at sipgate.\n\n  tandem sipgate calls");
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = sipgate.Connect(parsed);
            var calls = await client.Rtcm.GetCallsAsync(cancellationToken).ConfigureAwait(false);
            if (sipgate.WantsJson(parsed))
            {
                Output.Json(new JsonObject
                {
                    ["items"] = new JsonArray([.. calls.Select(JsonNode (call) => new JsonObject
                {
                    ["callId"] = call.CallId,
                    ["muted"] = call.Muted,
                    ["recording"] = call.Recording,
                    ["hold"] = call.Hold,
                    ["participants"] = new JsonArray([.. call.Participants.Select(party => JsonValue.Create(party.PhoneNumber))]),
                })])
                });
                return;
            }
            Output.Table(
                "No calls are up.",
                ["Call", "Parties", "Held", "Muted", "Recorded"],
                [.. calls.Select(call => new[] { call.CallId, string.Join(", ", call.Participants.Select(party => party.PhoneNumber)), YesNo(call.Hold), YesNo(call.Muted), YesNo(call.Recording) })]);
        });
        return command;
    }

    private static Command CreateSms()
    {
        var to = new Argument<string>("TO") { Description = "The number that gets it." };
        var text = new Argument<string>("TEXT") { Description = "The text, in quotes." };
        var extension = new Option<string?>("--extension") { Description = "The SMS extension that sends it. Default: the first of the user." };
        var from = new Option<string?>("--from") { Description = "The number that is shown, one of the user's verified ones." };
        var at = new Option<DateTimeOffset?>("--at") { Description = "When it is sent, at most 30 days from now. Default: at once." };
        var command = new Command("sms", "Send a text message.\n\n  tandem sipgate sms +4915739777777 \"See you\" --at 2026-12-24T18:00:00+01:00") { to, text, extension, from, at };
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = sipgate.Connect(parsed);
            var message = new ShortMessage { To = parsed.GetValue(to)!, Message = parsed.GetValue(text)!, SmsId = parsed.GetValue(extension), From = parsed.GetValue(from), SendAt = parsed.GetValue(at) };
            if (message is { SmsId: null, From: null })
            {
                var all = await client.Sms.GetExtensionsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                message = message with { SmsId = all.Count > 0 ? all[0].Id : throw new SettingsException("The user has no SMS extension.") };
            }
            await client.Sms.SendAsync(message, cancellationToken).ConfigureAwait(false);
            Print(sipgate.WantsJson(parsed), new JsonObject { ["to"] = message.To }, message.SendAt is null ? $"Sent to {message.To}" : $"Scheduled for {message.SendAt:u}");
        });
        return command;
    }

    private static Command CreateFax()
    {
        var to = new Argument<string>("TO") { Description = "The number that gets it." };
        var file = new Argument<FileInfo>("FILE") { Description = "A PDF file." };
        var line = new Option<string?>("--line") { Description = "The fax line that sends it. Default: the first of the user that can." };
        var queue = new Option<bool>("--no-wait") { Description = "Do not wait until it is sent." };
        var command = new Command("fax", "Send a fax and wait until it is sent.\n\n  tandem sipgate fax +4921165432 offer.pdf") { to, file, line, queue };
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = sipgate.Connect(parsed);
            var path = parsed.GetValue(file)!;
            var content = await SipgateContactCommands.ReadAsync(path, File.ReadAllBytesAsync, cancellationToken).ConfigureAwait(false);
            var fax = new NewFax { To = parsed.GetValue(to)!, Content = content, FaxlineId = parsed.GetValue(line), Filename = path.Name };
            var session = await client.Fax.SendAsync(fax, cancellationToken).ConfigureAwait(false);
            var status = parsed.GetValue(queue) ? FaxStatus.Pending : await Output.WithProgressAsync(
                $"Fax to {fax.To}",
                progress => client.Fax.WaitUntilSentAsync(session, new Progress<FaxStatus>(now => progress.Report(now == FaxStatus.Sending ? 0.5 : now == FaxStatus.Sent ? 1 : 0.1)), cancellationToken: cancellationToken))
                .ConfigureAwait(false);
            Print(sipgate.WantsJson(parsed), new JsonObject { ["sessionId"] = session, ["status"] = status.Value }, $"{status} {session}");
            return status == FaxStatus.Failed ? 1 : 0;
        });
        return command;
    }

    private static Command CreateHistory()
    {
        var limit = new Option<int>("--limit") { Description = "How many at most, 1 to 1000.", DefaultValueFactory = _ => 20 };
        var number = new Option<string?>("--number") { Description = "Only events with this number." };
        var types = new Option<string[]>("--type") { Description = "Only this kind: call, voicemail, sms or fax; may be given several times." };
        var command = new Command("history", "List what was at sipgate, latest first.\n\n  tandem sipgate history --type fax --limit 5") { limit, number, types };
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(limit) is < 1 or > HistoryModule.MaxPageSize)
            {
                throw new SettingsException("--limit is not 1 to 1000.");
            }
            using var client = sipgate.Connect(parsed);
            var filter = new HistoryFilter { PhoneNumber = parsed.GetValue(number), Types = [.. (parsed.GetValue(types) ?? []).Select(type => new HistoryEntryType(type.ToUpperInvariant()))] };
            var page = await client.History.GetPageAsync(filter, parsed.GetValue(limit), 0, cancellationToken).ConfigureAwait(false);
            if (sipgate.WantsJson(parsed))
            {
                Output.Json(new JsonObject
                {
                    ["items"] = new JsonArray([.. page.Items.Select(JsonNode (entry) => new JsonObject
                {
                    ["id"] = entry.Id,
                    ["created"] = entry.Created,
                    ["type"] = entry.Type.Value,
                    ["direction"] = entry.Direction.Value,
                    ["source"] = entry.Source,
                    ["target"] = entry.Target,
                    ["status"] = entry.Status,
                    ["duration"] = entry.Duration,
                })]),
                    ["totalCount"] = page.TotalCount
                });
                return;
            }
            Output.Table(
                "Nothing yet.",
                ["When", "What", "From", "To", "Status", "Seconds"],
                [.. page.Items.Select(entry => new[]
                {
                    entry.Created.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                    entry.Type.ToString(),
                    entry.Source,
                    entry.Target,
                    entry.FaxStatusType?.Value ?? entry.CallStatus?.Value ?? entry.Status ?? "",
                    entry.Duration?.ToString(CultureInfo.InvariantCulture) ?? "",
                })]);
        });
        return command;
    }

    /// <summary>Prints what was done.</summary>
    internal static void Print(bool wantsJson, JsonObject json, string text)
    {
        if (wantsJson)
        {
            Output.Json(json);
        }
        else
        {
            Console.WriteLine(text);
        }
    }

    private static string YesNo(bool value) => value ? "yes" : "";
}
