namespace Tandem.Pbx.Commands;

/// <summary>Something that a source can do, by its name. The known ones are the static properties here; a source may bring
/// others.</summary>
/// <param name="Name">The name, in lower case with dots: <c>transfer.blind</c>.</param>
public readonly record struct Capability(string Name)
{
    /// <summary>Call a number in the name of an extension.</summary>
    public static Capability Call => new("call");

    /// <summary>Answer a ringing channel.</summary>
    public static Capability Answer => new("answer");

    /// <summary>Hang up.</summary>
    public static Capability HangUp => new("hangup");

    /// <summary>Hold and resume.</summary>
    public static Capability Hold => new("hold");

    /// <summary>Transfer without asking first.</summary>
    public static Capability BlindTransfer => new("transfer.blind");

    /// <summary>Transfer after asking.</summary>
    public static Capability AttendedTransfer => new("transfer.attended");

    /// <summary>Park and retrieve.</summary>
    public static Capability Park => new("park");

    /// <summary>Pick up a call that rings elsewhere.</summary>
    public static Capability PickUp => new("pickup");

    /// <summary>Send a channel elsewhere.</summary>
    public static Capability Redirect => new("redirect");

    /// <summary>Record: start, pause, resume, stop.</summary>
    public static Capability Record => new("record");

    /// <summary>Mute a party.</summary>
    public static Capability Mute => new("mute");

    /// <summary>Send digits.</summary>
    public static Capability SendDtmf => new("dtmf");

    /// <summary>Play to a party.</summary>
    public static Capability Play => new("play");

    /// <summary>Listen to a call, unheard.</summary>
    public static Capability Spy => new("spy");

    /// <summary>Listen to a call and speak to one party.</summary>
    public static Capability Whisper => new("whisper");

    /// <summary>Join a call, heard by all.</summary>
    public static Capability Barge => new("barge");

    /// <summary>Conferences.</summary>
    public static Capability Conference => new("conference");

    /// <summary>Add, remove and pause members of a queue.</summary>
    public static Capability QueueMembers => new("queue.members");

    /// <summary>Do not disturb.</summary>
    public static Capability DoNotDisturb => new("dnd");

    /// <summary>Forwards.</summary>
    public static Capability Forward => new("forward");

    /// <summary>Voice mailboxes.</summary>
    public static Capability Voicemail => new("voicemail");

    /// <summary>Presence of users.</summary>
    public static Capability Presence => new("presence");

    /// <summary>Variables of channels.</summary>
    public static Capability Variables => new("variables");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
