using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Asterisk;
using Tandem.Asterisk.Actions;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem ami</c>: speaks to an Asterisk itself. No hub is needed.</summary>
internal static class AmiCommands
{
    public static Command Create() => new(
        "ami",
        """
        Speak to an Asterisk's manager interface: hear events, send actions, run commands, record.

          export TANDEM_AMI_HOST=pbx TANDEM_AMI_USER=admin TANDEM_AMI_SECRET=...
          tandem ami listen --event Hangup
        """)
    {
        CreateListen(),
        CreateSend(),
        CreateCommand(),
        CreateRecord(),
    };

    private static Command CreateListen()
    {
        var events = new Option<string[]>("--event") { Description = "Only this event; may be given several times. Default: all." };
        var count = new Option<int?>("--count") { Description = "End after so many events. Default: end by Ctrl-C." };
        var command = new Command(
            "listen",
            """
            Print events as they come.

              tandem ami listen --event Newchannel --event Hangup
              tandem ami listen --json | jq -r .Event
            """) { events, count };
        var ami = AmiConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var left = parsed.GetValue(count) ?? int.MaxValue;
            await using var client = await AmiConnectionOptions.ConnectAsync(ami.Read(parsed), cancellationToken).ConfigureAwait(false);
            await foreach (var message in client.EventsAsync(parsed.GetValue(events) ?? []).WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                await output.WriteLineAsync(ami.WantsJson(parsed) ? AmiJson.ToLine(message) : $"{message}\n").ConfigureAwait(false);
                if (--left == 0)
                {
                    break;
                }
            }
        });
        return command;
    }

    private static Command CreateSend()
    {
        var action = new Argument<string>("ACTION") { Description = "The action, such as CoreShowChannels." };
        var headers = new Argument<string[]>("KEY=VALUE") { Description = "Its headers.", Arity = ArgumentArity.ZeroOrMore };
        var command = new Command(
            "send",
            """
            Send an action and print its answer, be it a list.

              tandem ami send CoreShowChannels
              tandem ami send Originate Channel=PJSIP/1001 Context=from-internal Exten=1002 Priority=1 Async=true Variable=A=1
            """) { action, headers };
        var ami = AmiConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = ParseAction(parsed.GetValue(action)!, parsed.GetValue(headers) ?? []);
            await using var client = await AmiConnectionOptions.ConnectAsync(ami.Read(parsed), cancellationToken).ConfigureAwait(false);
            var answer = await SendAsync(client, request, cancellationToken).ConfigureAwait(false);
            var output = parsed.InvocationConfiguration.Output;
            if (ami.WantsJson(parsed))
            {
                await output.WriteLineAsync(new JsonObject
                {
                    ["response"] = AmiJson.ToJson(answer.Response.Message),
                    ["items"] = new JsonArray([.. answer.Select(JsonNode (item) => AmiJson.ToJson(item))]),
                }.ToJsonString(Output.Indented)).ConfigureAwait(false);
            }
            else
            {
                foreach (var message in answer.Prepend(answer.Response.Message))
                {
                    await output.WriteLineAsync($"{message}\n").ConfigureAwait(false);
                }
            }
            return answer.Response.IsSuccess ? 0 : 1;
        });
        return command;
    }

    private static Command CreateCommand()
    {
        var words = new Argument<string>("COMMAND") { Description = "A command of Asterisk's console, in quotes." };
        var command = new Command("command", "Run a command of Asterisk's console.\n\n  tandem ami command \"core show uptime\"") { words };
        var ami = AmiConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var client = await AmiConnectionOptions.ConnectAsync(ami.Read(parsed), cancellationToken).ConfigureAwait(false);
            var printed = await RunAsync(client, parsed.GetValue(words)!, cancellationToken).ConfigureAwait(false);
            var text = ami.WantsJson(parsed)
                ? new JsonObject { ["success"] = printed.IsSuccess, ["lines"] = new JsonArray([.. printed.Lines.Select(line => JsonValue.Create(line))]) }.ToJsonString(Output.Indented)
                : printed.ToString();
            await parsed.InvocationConfiguration.Output.WriteLineAsync(text).ConfigureAwait(false);
            return printed.IsSuccess ? 0 : 1;
        });
        return command;
    }

    private static Command CreateRecord()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file, which is replaced." };
        var seconds = new Option<double?>("--seconds") { Description = "End after so long. Default: end by Ctrl-C, or when Asterisk closes the connection." };
        var command = new Command(
            "record",
            """
            Write what Asterisk sends to a file, byte by byte, which a fake Asterisk replays in tests. It holds numbers and names of callers.

              tandem ami record call.ami
            """) { file, seconds };
        var ami = AmiConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!.FullName;
            using var recording = AmiRecording.Create(path);
            await using (var client = await AmiConnectionOptions.ConnectAsync(ami.Read(parsed) with { Trace = recording }, cancellationToken).ConfigureAwait(false))
            {
                await Task.WhenAny(client.Closed, EndAsync(parsed.GetValue(seconds), cancellationToken)).ConfigureAwait(false);
            }
            await parsed.InvocationConfiguration.Output.WriteLineAsync(ami.WantsJson(parsed)
                ? new JsonObject { ["file"] = path, ["bytes"] = recording.Length }.ToJsonString(Output.Indented)
                : $"Wrote {path}, {recording.Length} bytes").ConfigureAwait(false);
        });
        return command;
    }

    private static async Task EndAsync(double? seconds, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(seconds is { } limit ? TimeSpan.FromSeconds(limit) : Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // What was recorded so far is what there is.
        }
    }

    private static AmiAction ParseAction(string name, string[] headers)
    {
        try
        {
            var action = new AmiAction(name);
            foreach (var header in headers)
            {
                var equals = header.IndexOf('=', StringComparison.Ordinal);
                action.Add(equals < 0 ? throw new SettingsException($"'{header}' is no header. Headers are given as Key=Value.") : header[..equals], header[(equals + 1)..]);
            }
            return action;
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
    }

    private static async Task<AmiList> SendAsync(AmiClient client, AmiAction action, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendListAsync(action, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
    }

    private static async Task<AmiCommandOutput> RunAsync(AmiClient client, string command, CancellationToken cancellationToken)
    {
        try
        {
            return await client.CommandAsync(command, cancellationToken).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(exception.Message);
        }
    }
}
