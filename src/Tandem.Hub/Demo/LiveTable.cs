using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using Tandem.Pbx;
using Tandem.Pbx.Feed;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Hub.Demo;

/// <summary>Watches a model and shows its channels as they change: a table in a terminal, a line a change elsewhere.</summary>
internal sealed class LiveTable(IPbxModel model)
{
    private readonly SortedDictionary<ChangeKind, int> _changes = [];
    private readonly ConcurrentQueue<string> _news = new();
    private string _latest = "";

    /// <summary>How many changes of each kind there were.</summary>
    public IReadOnlyDictionary<ChangeKind, int> Changes => _changes;

    /// <summary>Tells the viewer what happens besides changes.</summary>
    public void Say(string news) => _news.Enqueue(news);

    /// <summary>Shows until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watcher = model.SnapshotAndWatch();
        if (!Console.IsOutputRedirected)
        {
            await AnsiConsole.Live(Draw()).AutoClear(false).StartAsync(async live =>
            {
                await FollowAsync(watcher, () => live.UpdateTarget(Draw()), cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        }
        else
        {
            await FollowAsync(watcher, PrintNews, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task FollowAsync(Watcher watcher, Action show, CancellationToken cancellationToken)
    {
        var next = watcher.ReadAsync(cancellationToken).AsTask();
        try
        {
            while (true)
            {
                // A change shows at once; the seconds of a call in between go on counting.
                await Task.WhenAny(next, Task.Delay(250, cancellationToken)).ConfigureAwait(false);
                if (next.IsCompleted)
                {
                    if (await next.ConfigureAwait(false) is not { } frame)
                    {
                        return;
                    }
                    Take(frame);
                    next = watcher.ReadAsync(cancellationToken).AsTask();
                }
                cancellationToken.ThrowIfCancellationRequested();
                show();
            }
        }
        catch (OperationCanceledException)
        {
            while (watcher.TryRead(out var frame))
            {
                Take(frame);
            }
            show();
        }
    }

    private void Take(Frame frame)
    {
        if (frame is not Frame.Changed { Change: var change })
        {
            return;
        }
        _changes[change.Kind] = _changes.GetValueOrDefault(change.Kind) + 1;
        _news.Enqueue($"{change.At.ToLocalTime():HH:mm:ss.fff}  {change.Kind}{(change.Detail is null ? "" : $" {change.Detail}")}  {Describe(change)}".TrimEnd());
    }

    private static string Describe(Change change) =>
        string.Join(", ", change.Entities.Where(entity => entity.Kind == EntityKind.Channel).Select(entity => Describe((Channel)(entity.After ?? entity.Before)!)));

    private static string Describe(Channel channel) =>
        channel.HangupCause is { } cause ? $"{channel.Name} ended ({cause})" : $"{channel.Name} {channel.State.Name}";

    private Table Draw()
    {
        while (_news.TryDequeue(out var news))
        {
            _latest = news;
        }
        var table = new Table().Border(TableBorder.Rounded).Title("Tandem: channels").Caption(Markup.Escape(_latest));
        table.AddColumns("Channel", "Direction", "Calling", "Called", "State", "Since", "With");
        foreach (var channel in model.Snapshot().Channels.OrderBy(channel => channel.OfferedAt))
        {
            table.AddRow(new[]
            {
                channel.Name ?? channel.Id.ToString(),
                channel.Direction.ToString().ToLowerInvariant(),
                Text(channel.Calling),
                Text(channel.Called),
                channel.State.Name,
                (DateTimeOffset.UtcNow - channel.StateSince).TotalSeconds.ToString("0 s", CultureInfo.InvariantCulture),
                Text(channel.Connected),
            }.Select(Markup.Escape).ToArray());
        }
        return table;
    }

    private void PrintNews()
    {
        while (_news.TryDequeue(out var news))
        {
            Console.WriteLine(news);
        }
    }

    private static string Text(Party party) => $"{party.Number} {party.Name}".Trim();
}
