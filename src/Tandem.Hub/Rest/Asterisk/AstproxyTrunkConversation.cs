using System.Text.Json.Serialization;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A conversation of a trunk in the words of astproxy.</summary>
/// <param name="Id">The names of both channels, <c>source>dest</c>; one may be empty.</param>
/// <param name="Owner">The trunk whose it is.</param>
/// <param name="ChSource">The side that called.</param>
/// <param name="ChDest">The side that was called.</param>
/// <param name="Duration">Seconds since the answer; 0 before.</param>
/// <param name="Recording"><c>true</c>, <c>mute</c> or <c>false</c>.</param>
/// <param name="Direction"><c>in</c> where the trunk called, else <c>out</c>.</param>
/// <param name="InternalNum">The number on our side.</param>
/// <param name="InternalName">The name on our side.</param>
/// <param name="ExternalNum">The number beyond the trunk.</param>
/// <param name="ExternalName">The name beyond the trunk.</param>
/// <param name="ThroughQueue">It came by a queue.</param>
internal sealed record AstproxyTrunkConversation(
    string Id,
    string Owner,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AstproxyChannel? ChSource,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] AstproxyChannel? ChDest,
    long Duration,
    string Recording,
    string Direction,
    string InternalNum,
    string InternalName,
    string ExternalNum,
    string ExternalName,
    bool ThroughQueue);
