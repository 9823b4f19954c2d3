using System.Text;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing;

/// <summary>What a <see cref="FakeAsterisk"/> answers to an action.</summary>
public sealed class FakeReply
{
    private readonly AmiHeader[] _headers;
    private readonly AmiMessage[] _items;
    private readonly string? _ending;
    private readonly string[]? _output;
    private readonly bool _isSuccess;

    private FakeReply(bool isSuccess, IEnumerable<AmiHeader> headers, IEnumerable<AmiMessage>? items = null, string? ending = null, string[]? output = null)
    {
        _isSuccess = isSuccess;
        _headers = [.. headers];
        _items = [.. items ?? []];
        _ending = ending;
        _output = output;
    }

    /// <summary>No answer at all.</summary>
    public static FakeReply None { get; } = new(true, []);

    /// <summary>No answer, and the connection is closed.</summary>
    public static FakeReply Close { get; } = new(true, []);

    /// <summary>Half an answer, and the connection is closed.</summary>
    public static FakeReply CloseWithin { get; } = new(true, []);

    /// <summary>It was done.</summary>
    /// <param name="message">What it says; null for nothing.</param>
    /// <param name="headers">Further headers.</param>
    public static FakeReply Success(string? message = null, params IEnumerable<AmiHeader> headers) => new(true, WithMessage(message, headers));

    /// <summary>It was refused.</summary>
    /// <param name="message">Why.</param>
    public static FakeReply Error(string message) => new(false, WithMessage(message, []));

    /// <summary>A list.</summary>
    /// <param name="message">What its response says.</param>
    /// <param name="ending">The event that ends it.</param>
    /// <param name="items">Its items, events without ActionID.</param>
    public static FakeReply List(string message, string ending, params IEnumerable<AmiMessage> items) => new(true, WithMessage(message, []), items, ending);

    /// <summary>The answer to DBGet, which before Asterisk 16 ended with its only item.</summary>
    internal static FakeReply DatabaseEntry(AmiMessage item) => new(true, WithMessage("Result will follow", []), [item], "DBGetComplete");

    /// <summary>The output of a command.</summary>
    /// <param name="lines">Its lines.</param>
    public static FakeReply Output(params IEnumerable<string> lines) => new(true, [], output: [.. lines]);

    internal string Render(string? actionId, bool isOld)
    {
        var text = new StringBuilder();
        if (_output is not null && isOld)
        {
            return text.Append("Response: Follows\r\nPrivilege: Command\r\n").Append(Id(actionId)).AppendJoin('\n', _output).Append("\n--END COMMAND--\r\n\r\n").ToString();
        }
        text.Append($"Response: {(_isSuccess ? "Success" : "Error")}\r\n{Id(actionId)}");
        if (_ending is not null && !isOld)
        {
            text.Append("EventList: start\r\n");
        }
        Append(text, _headers);
        if (_output is not null)
        {
            text.Append("Message: Command output follows\r\n");
            Append(text, _output.Select(line => new AmiHeader("Output", line)));
        }
        text.Append("\r\n");
        if (_ending is not null)
        {
            foreach (var item in _items)
            {
                text.Append($"Event: {item.EventName}\r\n{Id(actionId)}");
                Append(text, item.Where(header => !header.Name.Equals("Event", StringComparison.OrdinalIgnoreCase)));
                text.Append("\r\n");
            }
            if (isOld && _ending == "DBGetComplete")
            {
                return text.ToString();
            }
            text.Append($"Event: {_ending}\r\n{Id(actionId)}{(isOld ? "" : $"EventList: Complete\r\nListItems: {_items.Length}\r\n")}\r\n");
        }
        return text.ToString();
    }

    private static IEnumerable<AmiHeader> WithMessage(string? message, IEnumerable<AmiHeader> headers) => message is null ? headers : headers.Prepend(new AmiHeader("Message", message));

    private static string Id(string? actionId) => actionId is null ? "" : $"ActionID: {actionId}\r\n";

    private static void Append(StringBuilder text, IEnumerable<AmiHeader> headers)
    {
        foreach (var header in headers)
        {
            text.Append($"{header}\r\n");
        }
    }
}
