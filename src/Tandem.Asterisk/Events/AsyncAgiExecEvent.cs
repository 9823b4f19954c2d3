using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A command of AsyncAGI was done.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record AsyncAgiExecEvent(AmiMessage Message) : IAmiEvent<AsyncAgiExecEvent>
{
    /// <summary><c>AsyncAGIExec</c>.</summary>
    public static string EventName => "AsyncAGIExec";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message);

    /// <summary>The id that the command was given.</summary>
    public string? CommandId => Message.Text("CommandId");

    /// <summary>The result, decoded, such as <c>200 result=0</c>.</summary>
    public string Result => Uri.UnescapeDataString(Message["Result"] ?? "").Trim();

    /// <inheritdoc/>
    public static AsyncAgiExecEvent From(AmiMessage message) => new(message);
}
