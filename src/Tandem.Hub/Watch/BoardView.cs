using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Tandem.Hub.Watch;

/// <summary>Draws a board: calls with who is in them, phones, and what waits.</summary>
internal static class BoardView
{
    private const int MostExtensions = 40;

    public static IRenderable Draw(BoardState state, string caption, DateTimeOffset now)
    {
        var rows = new List<IRenderable> { Calls(state, now) };
        if (state.Of("queues").Any())
        {
            rows.Add(Queues(state));
        }
        rows.Add(Extensions(state));
        rows.Add(new Text(caption));
        return new Rows(rows);
    }

    private static Table Calls(BoardState state, DateTimeOffset now)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Calls");
        table.AddColumns("Call", "Direction", "Leg", "Number", "State", "With", "Time");
        foreach (var call in state.Of("conversations").Where(call => call["endedAt"] is null).OrderBy(call => (string?)call["startedAt"], StringComparer.Ordinal))
        {
            var id = (string?)call["id"];
            var isFirst = true;
            foreach (var leg in state.Of("channels").Where(leg => (string?)leg["conversation"] == id).OrderBy(leg => (string?)leg["offeredAt"], StringComparer.Ordinal))
            {
                var (name, direction) = isFirst ? (Short(id), (string?)call["direction"] ?? "") : ("", "");
                Add(table, name, direction, (string?)leg["name"] ?? "", Own(leg), StateOf(leg), With(leg, state), Since(leg["stateSince"], now));
                isFirst = false;
            }
        }
        return table;
    }

    private static Table Queues(BoardState state)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Queues");
        table.AddColumns("Queue", "Waiting", "Agents", "Paused", "Completed", "Abandoned");
        foreach (var queue in state.Of("queues").OrderBy(queue => (string?)queue["name"], StringComparer.Ordinal))
        {
            var id = (string?)queue["id"];
            var members = state.Of("queueMembers").Where(member => (string?)member["queue"] == id).ToArray();
            Add(
                table,
                (string?)queue["name"] ?? "",
                Count(state.Of("waitingCallers").Count(caller => (string?)caller["queue"] == id)),
                Count(members.Count(member => (bool?)member["loggedIn"] ?? false)),
                Count(members.Count(member => (bool?)member["paused"] ?? false)),
                queue["completed"]?.ToString() ?? "0",
                queue["abandoned"]?.ToString() ?? "0");
        }
        return table;
    }

    private static Table Extensions(BoardState state)
    {
        var table = new Table().Border(TableBorder.Rounded).Title("Extensions");
        table.AddColumns("Number", "Name", "Status", "Forward", "Calls");
        var all = state.Of("extensions").OrderBy(extension => (string?)extension["number"], StringComparer.Ordinal).ToArray();
        foreach (var extension in all.Take(MostExtensions))
        {
            var status = (string?)extension["status"] ?? "";
            Add(
                table,
                (string?)extension["number"] ?? "",
                (string?)extension["name"] ?? "",
                (bool?)extension["stale"] ?? false ? $"{status} (stale)" : status,
                (string?)extension["forwardAlways"]?["number"] ?? "",
                Count((extension["conversations"] as JsonArray)?.Count ?? 0));
        }
        return all.Length > MostExtensions ? table.Caption($"and {all.Length - MostExtensions} more") : table;
    }

    private static void Add(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    private static string Own(JsonNode leg)
    {
        var party = (string?)leg["direction"] == "inbound" ? leg["calling"] : leg["called"];
        return $"{party?["number"]} {party?["name"]}".Trim();
    }

    private static string StateOf(JsonNode leg)
    {
        var text = (string?)leg["state"]?["name"] ?? "";
        if ((bool?)leg["held"] ?? false)
        {
            text += ", holds";
        }
        if ((string?)leg["recording"] is "on" or "paused")
        {
            text += ", recorded";
        }
        return (bool?)leg["stale"] ?? false ? $"{text} (stale)" : text;
    }

    private static string With(JsonNode leg, BoardState state) => string.Join(
        ", ",
        (leg["bridgedWith"] as JsonArray ?? []).Select(id => state.Find("channels", (string?)id) is { } other ? Own(other) : (string?)id));

    private static string Since(JsonNode? instant, DateTimeOffset now) =>
        instant is null ? "" : TimeSpan.FromSeconds(Math.Max(0, Math.Floor((now - (DateTimeOffset)instant).TotalSeconds))).ToString("c", CultureInfo.InvariantCulture);

    private static string Short(string? id) => id is { Length: > 14 } ? "…" + id[^12..] : id ?? "";

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
