using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Events;

/// <summary>A member of a queue changed.</summary>
/// <param name="Message">The event with all its headers.</param>
public sealed record QueueMemberStatusEvent(AmiMessage Message) : IAmiEvent<QueueMemberStatusEvent>
{
    /// <summary><c>QueueMemberStatus</c>.</summary>
    public static string EventName => "QueueMemberStatus";

    /// <summary>The queue.</summary>
    public string? Queue => Message.Text("Queue");

    /// <summary>The member's name.</summary>
    public string? MemberName => Message.Text("MemberName");

    /// <summary>What is dialled to reach it.</summary>
    public string? Interface => Message.Text("Interface");

    /// <summary>The device whose state counts.</summary>
    public string? StateInterface => Message.Text("StateInterface");

    /// <summary>static, dynamic or realtime.</summary>
    public string? Membership => Message.Text("Membership");

    /// <summary>Its penalty.</summary>
    public int? Penalty => Message.Number("Penalty");

    /// <summary>Calls taken.</summary>
    public int? CallsTaken => Message.Number("CallsTaken");

    /// <summary>The state of its device, 0 to 8 as in app_queue: 1 not in use, 2 in use, 6 ringing and so on.</summary>
    public int? Status => Message.Number("Status");

    /// <summary>Whether it is paused.</summary>
    public bool? IsPaused => Message.Flag("Paused");

    /// <summary>Why it is paused.</summary>
    public string? PausedReason => Message.Text("PausedReason");

    /// <inheritdoc/>
    public static QueueMemberStatusEvent From(AmiMessage message) => new(message);
}
