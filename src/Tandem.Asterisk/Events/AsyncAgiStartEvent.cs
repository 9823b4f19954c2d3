using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A channel waits in AsyncAGI for commands (<see cref="Actions.AgiAction"/>).</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record AsyncAgiStartEvent(AmiMessage Message) : IAmiEvent<AsyncAgiStartEvent>
{
    /// <summary><c>AsyncAGIStart</c>.</summary>
    public static string EventName => "AsyncAGIStart";

    /// <summary>The channel.</summary>
    public AmiChannel? Channel => AmiChannel.From(Message);

    /// <summary>The variables that an AGI begins with, such as <c>agi_request</c>, decoded.</summary>
    public IReadOnlyDictionary<string, string> Environment => Uri.UnescapeDataString(Message["Env"] ?? "")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(": ", 2))
        .Where(pair => pair.Length == 2)
        .DistinctBy(pair => pair[0])
        .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <inheritdoc/>
    public static AsyncAgiStartEvent From(AmiMessage message) => new(message);
}
