using System.Text.Json;

namespace Tandem.Hub.Tests.Events;

/// <summary>A copy of the model as a program keeps it that knows nothing but the frames.</summary>
internal sealed class FeedReplica
{
    private readonly SortedDictionary<string, string> _objects = new(StringComparer.Ordinal);

    public string? Position { get; private set; }

    /// <summary>False after a restart, until its snapshot comes.</summary>
    public bool IsWhole { get; private set; }

    public int Changes { get; private set; }

    public IReadOnlyDictionary<string, string> Objects => _objects;

    public void Apply(JsonElement frame)
    {
        var previous = frame.TryGetProperty("previous", out var value) ? value.GetString() : null;
        Assert.Equal(Position, previous);
        switch (frame.GetProperty("type").GetString())
        {
            case "snapshot":
                _objects.Clear();
                IsWhole = true;
                Set(frame.GetProperty("state"));
                break;
            case "change":
                Changes++;
                if (frame.TryGetProperty("upserts", out var upserts))
                {
                    Set(upserts);
                }
                if (frame.TryGetProperty("removals", out var removals))
                {
                    Remove(removals);
                }
                break;
            default:
                _objects.Clear();
                IsWhole = false;
                break;
        }
        Position = frame.GetProperty("position").GetString();
    }

    private void Set(JsonElement kinds)
    {
        foreach (var kind in kinds.EnumerateObject())
        {
            foreach (var item in kind.Value.EnumerateArray())
            {
                _objects[$"{kind.Name} {item.GetProperty("id").GetString()}"] = item.GetRawText();
            }
        }
    }

    private void Remove(JsonElement kinds)
    {
        foreach (var kind in kinds.EnumerateObject())
        {
            foreach (var id in kind.Value.EnumerateArray())
            {
                Assert.True(_objects.Remove($"{kind.Name} {id.GetString()}"), id.GetString());
            }
        }
    }
}
