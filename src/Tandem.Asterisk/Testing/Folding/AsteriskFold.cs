using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing.Folding;

/// <summary>
/// The account that a fake Asterisk keeps of the events that it sent, so that its lists fit them. It is on its own: nothing of the
/// live model is used, so that one can prove the other.
/// </summary>
internal sealed class AsteriskFold(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly ChannelFold _channels = new(time);
    private readonly QueueFold _queues = new(time);
    private readonly DeviceFold _devices = new();
    private readonly Dictionary<(string Family, string Key), string> _database = [];

    /// <summary>Takes an event that happened.</summary>
    public void Add(AmiMessage message)
    {
        lock (_lock)
        {
            _channels.Add(message);
            _queues.Add(message);
            _devices.Add(message);
        }
    }

    /// <summary>Takes an item of a list that a real Asterisk gave.</summary>
    public void AddListItem(AmiMessage item)
    {
        lock (_lock)
        {
            _queues.AddListItem(item);
            _devices.AddListItem(item);
        }
    }

    /// <summary>Forgets what does not survive a restart.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _channels.Clear();
            _queues.Clear();
        }
    }

    /// <returns>Null where the action asks for nothing that is kept.</returns>
    public FakeReply? Answer(AmiMessage action)
    {
        lock (_lock)
        {
            return _channels.Answer(action) ?? _queues.Answer(action) ?? _devices.Answer(action) ?? AnswerDatabase(action);
        }
    }

    private FakeReply? AnswerDatabase(AmiMessage action)
    {
        var key = (action["Family"] ?? "", action["Key"] ?? "");
        switch (action["Action"]!.ToLowerInvariant())
        {
            case "dbput":
                _database[key] = action["Val"] ?? "";
                return FakeReply.Success("Updated database successfully");
            case "dbdel":
                return _database.Remove(key) ? FakeReply.Success("Key deleted successfully") : FakeReply.Error("Database entry not found");
            case "dbget":
                return _database.TryGetValue(key, out var value)
                    ? FakeReply.DatabaseEntry(new AmiMessage(new("Event", "DBGetResponse"), new("Family", key.Item1), new("Key", key.Item2), new("Val", value)))
                    : FakeReply.Error("Database entry not found");
            case "dbgettree":
                var tree = _database.Where(entry => entry.Key.Family == key.Item1 && entry.Key.Key.StartsWith(key.Item2, StringComparison.Ordinal)).ToArray();
                return tree.Length == 0
                    ? FakeReply.Error("Database entry not found")
                    : FakeReply.List("Result will follow", "DBGetTreeComplete", tree.Select(entry => new AmiMessage(new("Event", "DBGetTreeResponse"), new("Key", $"/{entry.Key.Family}/{entry.Key.Key}"), new("Val", entry.Value))));
            default:
                return null;
        }
    }
}
