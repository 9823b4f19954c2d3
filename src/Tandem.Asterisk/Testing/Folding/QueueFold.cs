using System.Globalization;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing.Folding;

/// <summary>Queues, their members and callers.</summary>
internal sealed class QueueFold(TimeProvider time)
{
    private readonly RowTable _queues = new("QueueParams", "Queue");
    private readonly RowTable _members = new("QueueMember", "Queue", "Location");
    private readonly RowTable _callers = new("QueueEntry", "Queue", "Uniqueid");
    private readonly Dictionary<string, long> _since = [];

    public void Clear()
    {
        _callers.Clear();
        _since.Clear();
    }

    public void AddListItem(AmiMessage item)
    {
        switch (item.EventName)
        {
            case "QueueParams":
                _queues.Put(item);
                break;
            case "QueueMember":
                _members.Put(item);
                break;
            default:
                break;
        }
    }

    public void Add(AmiMessage message)
    {
        var queue = message["Queue"] ?? "";
        switch (message.EventName)
        {
            case "QueueMemberAdded" or "QueueMemberStatus" or "QueueMemberPause" or "QueueMemberPenalty" or "QueueMemberRinginuse":
                _members.Put(MemberOf(message));
                break;
            case "QueueMemberRemoved":
                _members.Remove(queue, message["Interface"] ?? "");
                break;
            case "QueueCallerJoin":
                Join(message, queue);
                break;
            case "QueueCallerLeave":
                _callers.Remove(queue, message["Uniqueid"] ?? "");
                Renumber(queue);
                break;
            case "QueueCallerAbandon":
                Count(queue, "Abandoned");
                break;
            case "AgentComplete":
                Count(queue, "Completed");
                break;
            default:
                break;
        }
    }

    public FakeReply? Answer(AmiMessage action)
    {
        var wanted = action["Queue"];
        var queues = _queues.Rows.Where(row => string.IsNullOrEmpty(wanted) || row["Queue"] == wanted);
        return action["Action"]!.ToLowerInvariant() switch
        {
            "queuestatus" => FakeReply.List("Queue status will follow", "QueueStatusComplete", queues.SelectMany(Status)),
            "queuesummary" => FakeReply.List("Queue summary will follow", "QueueSummaryComplete", queues.Select(Summary)),
            _ => null,
        };
    }

    // A member's events name what its list calls Name and Location.
    private static IEnumerable<AmiHeader> MemberOf(AmiMessage message) => message
        .Where(header => header.Name is not ("Event" or "Privilege" or "Timestamp" or "Ringinuse"))
        .Select(header => header.Name switch
        {
            "MemberName" => new AmiHeader("Name", header.Value),
            "Interface" => new AmiHeader("Location", header.Value),
            _ => header,
        });

    private void Join(AmiMessage message, string queue)
    {
        _callers.Put(
        [
            new("Queue", queue), new("Position", message["Position"] ?? ""), new("Channel", message["Channel"] ?? ""), new("Uniqueid", message["Uniqueid"] ?? ""),
            new("CallerIDNum", message["CallerIDNum"] ?? ""), new("CallerIDName", message["CallerIDName"] ?? ""),
            new("ConnectedLineNum", message["ConnectedLineNum"] ?? ""), new("ConnectedLineName", message["ConnectedLineName"] ?? ""), new("Wait", "0"), new("Priority", "0"),
        ]);
        _since[message["Uniqueid"] ?? ""] = time.GetTimestamp();
        Renumber(queue);
    }

    private void Renumber(string queue)
    {
        var position = 0;
        foreach (var caller in _callers.Rows.Where(row => row["Queue"] == queue))
        {
            caller["Position"] = Text(++position);
        }
        if (_queues.Find(queue) is { } row)
        {
            row["Calls"] = Text(position);
        }
    }

    private void Count(string queue, string what)
    {
        if (_queues.Find(queue) is { } row)
        {
            row[what] = Text(int.Parse(row[what] is "" ? "0" : row[what], CultureInfo.InvariantCulture) + 1);
        }
    }

    private IEnumerable<AmiMessage> Status(Row queue)
    {
        var name = queue["Queue"];
        return _members.Rows.Where(row => row["Queue"] == name).Select(row => row.ToItem("QueueMember"))
            .Concat(_callers.Rows.Where(row => row["Queue"] == name).Select(row =>
            {
                row["Wait"] = Text((int)time.GetElapsedTime(_since.GetValueOrDefault(row["Uniqueid"])).TotalSeconds);
                return row.ToItem("QueueEntry");
            }))
            .Prepend(queue.ToItem("QueueParams"));
    }

    private AmiMessage Summary(Row queue)
    {
        var members = _members.Rows.Where(row => row["Queue"] == queue["Queue"]).ToArray();
        return new AmiMessage(
            new("Event", "QueueSummary"),
            new("Queue", queue["Queue"]),
            new("LoggedIn", Text(members.Length)),
            new("Available", Text(members.Count(row => row["Paused"] == "0" && row["Status"] == "1"))),
            new("Callers", Text(_callers.Rows.Count(row => row["Queue"] == queue["Queue"]))),
            new("HoldTime", queue["Holdtime"]),
            new("TalkTime", queue["TalkTime"]),
            new("LongestHoldTime", "0"));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
