using System.Text.Json.Serialization;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A conversation of an extension in the words of astproxy.</summary>
/// <param name="Id">The names of both channels, <c>source>dest</c>; one may be empty.</param>
/// <param name="Owner">The extension whose it is.</param>
/// <param name="ChSource">The side that called.</param>
/// <param name="ChDest">The side that was called.</param>
/// <param name="UniqueId">The unique id of the source, or of the only channel.</param>
/// <param name="LinkedId">The id that the conversation keeps through transfers.</param>
/// <param name="StartTime">When it began, in milliseconds since 1970.</param>
/// <param name="Duration">Seconds since the answer; 0 before.</param>
/// <param name="Connected">Both speak, or it is in a conference, or it listens in.</param>
/// <param name="Direction"><c>out</c> where the owner called, else <c>in</c>.</param>
/// <param name="Recording"><c>true</c>, <c>mute</c> or <c>false</c>.</param>
/// <param name="InConference">It is a conference.</param>
/// <param name="ThroughQueue">It came by a queue.</param>
/// <param name="QueueId">The queue.</param>
/// <param name="ThroughTrunk">It came or went by a trunk.</param>
/// <param name="CounterpartNum">The other side's number.</param>
/// <param name="CounterpartName">The other side's name.</param>
internal sealed record AstproxyConversation(
    string Id,
    string Owner,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AstproxyChannel? ChSource,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AstproxyChannel? ChDest,
    string UniqueId,
    string LinkedId,
    long StartTime,
    long Duration,
    bool Connected,
    string Direction,
    string Recording,
    bool InConference,
    bool ThroughQueue,
    string QueueId,
    bool ThroughTrunk,
    string CounterpartNum,
    string CounterpartName);
