using System.Text.Json.Nodes;

namespace Tandem.Hub.Watch;

/// <summary>What a feed says is there: objects by kind and id, as the frames have them.</summary>
internal sealed class BoardState(string? source)
{
    private readonly Dictionary<string, Dictionary<string, JsonNode>> _kinds = new(StringComparer.Ordinal);

    /// <summary>Takes a frame in.</summary>
    /// <returns>A line about it; null for what is not a change, or not one of the source that is watched.</returns>
    public string? Apply(JsonNode frame)
    {
        switch ((string?)frame["type"])
        {
            case "snapshot":
                _kinds.Clear();
                Upsert(frame["state"]);
                return null;
            case "change":
                Upsert(frame["upserts"]);
                var isOurs = source is null || Ids(frame["upserts"]).Concat(Ids(frame["removals"])).Any(IsOurs);
                Remove(frame["removals"]);
                return isOurs ? Line(frame) : null;
            default:
                _kinds.Clear();
                return null;
        }
    }

    /// <summary>The objects of a kind, by its plural name.</summary>
    public IEnumerable<JsonNode> Of(string kind) => _kinds.TryGetValue(kind, out var objects) ? objects.Values : [];

    /// <summary>An object by its id.</summary>
    public JsonNode? Find(string kind, string? id) => id is not null && _kinds.TryGetValue(kind, out var objects) ? objects.GetValueOrDefault(id) : null;

    private static string Line(JsonNode frame)
    {
        var what = Changed(frame["upserts"]).Concat(Changed(frame["final"])).Where(text => text.Length > 0).Distinct();
        var at = ((DateTimeOffset?)frame["at"])?.ToLocalTime();
        return $"{at:HH:mm:ss.fff}  {(string?)frame["kind"]}{(frame["detail"] is { } detail ? $" {detail}" : "")}  {string.Join(", ", what)}".TrimEnd();
    }

    private static IEnumerable<string> Changed(JsonNode? kinds) =>
        from channel in kinds?["channels"] as JsonArray ?? []
        select (string?)channel!["hangupCause"] is { } cause ? $"{channel["name"]} ended ({cause})" : $"{channel["name"]} {channel["state"]?["name"]}";

    private void Upsert(JsonNode? kinds)
    {
        foreach (var (kind, objects) in kinds as JsonObject ?? [])
        {
            foreach (var item in objects as JsonArray ?? [])
            {
                if ((string?)item?["id"] is { } id && IsOurs(id))
                {
                    if (!_kinds.TryGetValue(kind, out var known))
                    {
                        _kinds.Add(kind, known = new(StringComparer.Ordinal));
                    }
                    known[id] = item;
                }
            }
        }
    }

    private void Remove(JsonNode? kinds)
    {
        foreach (var (kind, ids) in kinds as JsonObject ?? [])
        {
            foreach (var id in ids as JsonArray ?? [])
            {
                _kinds.GetValueOrDefault(kind)?.Remove((string?)id ?? "");
            }
        }
    }

    private static IEnumerable<string> Ids(JsonNode? kinds) =>
        from objects in kinds as JsonObject ?? []
        from item in objects.Value as JsonArray ?? []
        select item is JsonObject ? (string?)item["id"] ?? "" : (string?)item ?? "";

    private bool IsOurs(string id) => source is null || id.StartsWith(source + ":", StringComparison.Ordinal);
}
