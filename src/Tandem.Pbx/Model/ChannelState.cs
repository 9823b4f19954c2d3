namespace Tandem.Pbx.Model;

/// <summary>What a channel is doing: one nested record for each state, with its arguments.</summary>
public abstract record ChannelState
{
    private ChannelState(string name) => Name = name;

    /// <summary>The neutral name of the state in lower case with underscores (<c>calling_external</c>), the same in every face.</summary>
    public string Name { get; }

    /// <summary>The exchange is looking for the called party.</summary>
    /// <param name="Target">Who is called, where known.</param>
    public sealed record Calling(CallTarget? Target = null) : ChannelState("calling");

    /// <summary>The called party's phone rings.</summary>
    /// <param name="Target">Whose phone rings, where known.</param>
    public sealed record Ringing(CallTarget? Target = null) : ChannelState("ringing");

    /// <summary>Speaking with another channel.</summary>
    public sealed record Bridged() : ChannelState("bridged");

    /// <summary>Put on hold by the other side.</summary>
    public sealed record Held() : ChannelState("held");

    /// <summary>Waiting in a queue.</summary>
    /// <param name="QueueId">The queue.</param>
    /// <param name="Position">The place in the queue, from 1; <see langword="null"/> where the source does not say.</param>
    public sealed record Queued(ObjectId QueueId, int? Position = null) : ChannelState("queue");

    /// <summary>In a voice menu.</summary>
    /// <param name="Id">The menu.</param>
    public sealed record Ivr(string Id) : ChannelState("ivr");

    /// <summary>Leaving a message.</summary>
    /// <param name="Target">Whose mailbox.</param>
    public sealed record Voicemail(CallTarget Target) : ChannelState("voicemail");

    /// <summary>Listening to messages.</summary>
    /// <param name="Mailbox">The name of the mailbox.</param>
    public sealed record CheckingVoicemail(string Mailbox) : ChannelState("checking_voicemail");

    /// <summary>In a conference.</summary>
    /// <param name="Room">The room.</param>
    public sealed record InConference(string Room) : ChannelState("conference");

    /// <summary>Parked.</summary>
    /// <param name="Lot">The lot.</param>
    /// <param name="Slot">The slot, as it is dialled.</param>
    public sealed record Parked(string Lot, string Slot) : ChannelState("park");

    /// <summary>The exchange calls a number outside.</summary>
    /// <param name="Address">The number or URI.</param>
    public sealed record CallingExternal(string Address) : ChannelState("calling_external");

    /// <summary>The exchange hands the call to another SIP server.</summary>
    /// <param name="Url">The SIP URI.</param>
    public sealed record CallingSipTermination(string Url) : ChannelState("calling_siptermination");

    /// <summary>An operation of the exchange itself (a feature code).</summary>
    /// <param name="Operation">Its name.</param>
    public sealed record SystemOperation(string Operation) : ChannelState("system_operation");

    /// <summary>In a program's hands.</summary>
    /// <param name="Application">Its name.</param>
    public sealed record InApplication(string Application) : ChannelState("application");

    /// <summary>Listening in on another channel.</summary>
    /// <param name="Channel">The channel that is listened to.</param>
    public sealed record Eavesdrop(ObjectId Channel) : ChannelState("eavesdrop");
}
