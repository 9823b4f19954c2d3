using Tandem.Cti.Bert;
using Tandem.Pbx.Model;

namespace Tandem.Cti.Channels;

/// <summary>What a channel is doing, and since when: one nested record for each state of the protocol, with its arguments.</summary>
public abstract record CtiState
{
    private CtiState(string name, long timestamp)
    {
        Name = name;
        Timestamp = timestamp;
    }

    /// <summary>The name on the wire, as the seed's documents have it: <c>calling_external</c>.</summary>
    public string Name { get; }

    /// <summary>When the channel entered the state, in microseconds since 1970.</summary>
    public long Timestamp { get; }

    /// <summary>When the channel entered the state.</summary>
    public DateTimeOffset Since => CtiTimestamp.ToInstant(Timestamp);

    /// <summary>The exchange is looking for the called party, or its phone rings.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Target">Who is called, where known.</param>
    public sealed record Calling(long Timestamp, CallTarget? Target) : CtiState("calling", Timestamp);

    /// <summary>The phone rings. Basix has no such state in its documents, and says <c>calling</c>.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Target">Whose phone, where known.</param>
    public sealed record Ringing(long Timestamp, CallTarget? Target) : CtiState("ringing", Timestamp);

    /// <summary>Speaking with another channel, which <see cref="ChannelInfo.OtherUuid"/> names.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    public sealed record Bridged(long Timestamp) : CtiState("bridged", Timestamp);

    /// <summary>Put on hold by the other side. Basix says <c>bridged</c>.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    public sealed record Held(long Timestamp) : CtiState("held", Timestamp);

    /// <summary>Waiting in a queue. Basix says <c>calling</c> a group.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Queue">The queue.</param>
    /// <param name="Position">The place in it, from 1; null where it is not known.</param>
    public sealed record Queued(long Timestamp, string Queue, int? Position) : CtiState("queue", Timestamp);

    /// <summary>Leaving a message.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Target">Whose mailbox.</param>
    public sealed record Voicemail(long Timestamp, CallTarget? Target) : CtiState("voicemail", Timestamp);

    /// <summary>Listening to messages.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="TargetName">The name of the user or group whose they are.</param>
    public sealed record CheckingVoicemail(long Timestamp, string TargetName) : CtiState("checking_voicemail", Timestamp);

    /// <summary>The exchange hands the call to another SIP server.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Url">The URL that is called.</param>
    public sealed record CallingSipTermination(long Timestamp, string Url) : CtiState("calling_siptermination", Timestamp);

    /// <summary>The exchange calls a number outside.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Address">The number.</param>
    public sealed record CallingExternal(long Timestamp, string Address) : CtiState("calling_external", Timestamp);

    /// <summary>In a voice menu.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Id">The menu; at a Basix a number.</param>
    public sealed record Ivr(long Timestamp, string Id) : CtiState("ivr", Timestamp);

    /// <summary>An operation of the exchange itself.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Operation">Its name.</param>
    public sealed record SystemOperation(long Timestamp, string Operation) : CtiState("system_operation", Timestamp);

    /// <summary>In a conference.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Room">The room.</param>
    public sealed record Conference(long Timestamp, string Room) : CtiState("conference", Timestamp);

    /// <summary>In the hands of a program outside, by XML; <c>xml_ivr</c> from 2019 on.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    public sealed record Plivo(long Timestamp) : CtiState("plivo", Timestamp);

    /// <summary>In a program's hands. Basix says <c>system_operation</c>.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Program">Its name.</param>
    public sealed record Application(long Timestamp, string Program) : CtiState("application", Timestamp);

    /// <summary>In a parking slot.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Slot">The slot, as it is dialled.</param>
    /// <param name="Lot">The lot; null where it is not told.</param>
    public sealed record Park(long Timestamp, string Slot, string? Lot) : CtiState("park", Timestamp);

    /// <summary>Listening in on another channel.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="Uuid">The channel that is listened to.</param>
    public sealed record Eavesdrop(long Timestamp, string Uuid) : CtiState("eavesdrop", Timestamp);

    /// <summary>A state that is not known here.</summary>
    /// <param name="Timestamp">Since when, in microseconds since 1970.</param>
    /// <param name="UnknownName">Its name.</param>
    /// <param name="Arguments">Its arguments, as they came.</param>
    public sealed record Other(long Timestamp, string UnknownName, ValueList<BertTerm> Arguments) : CtiState(UnknownName, Timestamp);
}
