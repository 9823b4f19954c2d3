using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem trace</c>.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var call = new Argument<string?>("CALL") { Description = "A conversation's id or the end of it. Default: list the calls.", Arity = ArgumentArity.ZeroOrOne };
        var pcap = new Option<FileInfo?>("--pcap") { Description = "Write the messages to a capture file for Wireshark." };
        var command = new Command(
            "trace",
            """
            Show the SIP messages of live and recent calls as a ladder, credentials masked.

              tandem trace                               the calls
              tandem trace 9c1f2a                        the ladder of one
              tandem trace 9c1f2a --pcap call.pcap       its messages for Wireshark
            """) { call, pcap };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            if (parsed.GetValue(call) is not { } wanted)
            {
                await ListAsync(client, api.WantsJson(parsed), cancellationToken).ConfigureAwait(false);
                return;
            }
            var path = $"/api/trace/{Uri.EscapeDataString(wanted)}";
            if (parsed.GetValue(pcap) is { } file)
            {
                await SaveAsync(client, path, file, cancellationToken).ConfigureAwait(false);
            }
            else if (api.WantsJson(parsed))
            {
                Output.Json(await client.GetAsync(path, cancellationToken).ConfigureAwait(false));
            }
            else
            {
                Console.Write(Encoding.UTF8.GetString(await client.GetBytesAsync(path + "?format=ladder", cancellationToken).ConfigureAwait(false)));
            }
        });
        return command;
    }

    private static async Task ListAsync(ApiClient client, bool json, CancellationToken cancellationToken)
    {
        var answer = await client.GetAsync("/api/trace", cancellationToken).ConfigureAwait(false);
        if (json)
        {
            Output.Json(answer);
            return;
        }
        Output.Table(
            "No calls are traced yet.",
            ["Conversation", "Started", "From", "To", "Messages"],
            [.. Output.Items(answer).Select(item => new[]
            {
                (string?)item["id"] ?? "",
                Output.Time(item["startedAt"]),
                (string?)item["from"] ?? "",
                (string?)item["to"] ?? "",
                item["messages"]!.ToString(),
            })]);
    }

    private static async Task SaveAsync(ApiClient client, string path, FileInfo file, CancellationToken cancellationToken)
    {
        var bytes = await client.GetBytesAsync(path + "?format=pcap", cancellationToken).ConfigureAwait(false);
        try
        {
            await File.WriteAllBytesAsync(file.FullName, bytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ApiException($"{file.FullName} cannot be written: {exception.Message}");
        }
        Console.WriteLine($"Wrote {file.FullName}");
    }
}
