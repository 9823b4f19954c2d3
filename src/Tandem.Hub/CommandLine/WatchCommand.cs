using System.CommandLine;
using System.Text.Json.Nodes;
using Spectre.Console;
using Tandem.Hub.Watch;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem watch</c>.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(250);

    public static Command Create()
    {
        var pbx = new Option<string?>("--pbx") { Description = "Show one source only, by its name. Default: all." };
        var command = new Command(
            "watch",
            """
            Show calls, queues and phones as they change, until Ctrl-C: a table in a terminal, a line a change elsewhere.

              tandem watch
              tandem watch --pbx asterisk
              tandem watch --json | jq .kind          the frames of the feed, one a line
            """) { pbx };
        var api = ApiOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = api.Connect(parsed);
            var source = parsed.GetValue(pbx);
            await CheckAsync(client, source, cancellationToken).ConfigureAwait(false);
            var frames = new EventStream(client, TimeProvider.System).ReadAllAsync(cancellationToken);
            if (api.WantsJson(parsed))
            {
                await PrintFramesAsync(frames).ConfigureAwait(false);
            }
            else if (Console.IsOutputRedirected)
            {
                await PrintLinesAsync(frames, new BoardState(source)).ConfigureAwait(false);
            }
            else
            {
                await ShowAsync(frames, new BoardState(source), cancellationToken).ConfigureAwait(false);
            }
        });
        return command;
    }

    private static async Task CheckAsync(ApiClient client, string? source, CancellationToken cancellationToken)
    {
        var names = Output.Items(await client.GetAsync("/api/sources", cancellationToken).ConfigureAwait(false)).Select(item => (string?)item["name"]).ToArray();
        if (source is not null && !names.Contains(source))
        {
            throw new ApiException($"There is no source '{source}'. One of: {string.Join(", ", names)}.");
        }
    }

    private static async Task PrintFramesAsync(IAsyncEnumerable<JsonNode?> frames)
    {
        await foreach (var frame in frames.ConfigureAwait(false))
        {
            if (frame is not null)
            {
                Console.WriteLine(frame.ToJsonString());
            }
        }
    }

    private static async Task PrintLinesAsync(IAsyncEnumerable<JsonNode?> frames, BoardState state)
    {
        await foreach (var frame in frames.ConfigureAwait(false))
        {
            var line = frame is null ? "The connection to the hub is lost; it is tried again." : state.Apply(frame);
            if (line is not null)
            {
                Console.WriteLine(line);
            }
        }
    }

    private static Task ShowAsync(IAsyncEnumerable<JsonNode?> frames, BoardState state, CancellationToken cancellationToken)
    {
        var caption = "";
        return AnsiConsole.Live(BoardView.Draw(state, caption, DateTimeOffset.UtcNow)).Overflow(VerticalOverflow.Crop).StartAsync(async live =>
        {
            var reader = frames.GetAsyncEnumerator(cancellationToken);
            await using (reader.ConfigureAwait(false))
            {
                var next = reader.MoveNextAsync().AsTask();
                while (true)
                {
                    // A row of changes is one picture; between them the seconds go on counting.
                    var pause = Task.Delay(Refresh, cancellationToken);
                    while (await Task.WhenAny(next, pause).ConfigureAwait(false) == next)
                    {
                        await next.ConfigureAwait(false);
                        caption = reader.Current is null ? "The connection to the hub is lost; it is tried again." : state.Apply(reader.Current) ?? caption;
                        next = reader.MoveNextAsync().AsTask();
                    }
                    await pause.ConfigureAwait(false);
                    live.UpdateTarget(BoardView.Draw(state, caption, DateTimeOffset.UtcNow));
                }
            }
        });
    }
}
