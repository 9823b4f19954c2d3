namespace Tandem.Hub.Rest.Asterisk;

/// <summary>One side of a conversation in the words of astproxy.</summary>
/// <param name="Type"><c>source</c> for who called, or <c>dest</c>.</param>
/// <param name="Channel">The name of the channel.</param>
/// <param name="CallerNum">Its party's number.</param>
/// <param name="CallerName">Its party's name.</param>
/// <param name="BridgedNum">The other side's number.</param>
/// <param name="BridgedName">The other side's name.</param>
/// <param name="BridgedChannel">The other side's channel; empty while they do not speak.</param>
/// <param name="ChannelStatus"><c>up</c>, <c>ring</c> for who calls, <c>ringing</c> for who is called.</param>
/// <param name="InConference">It is in a conference.</param>
/// <param name="StartTime">When it began, in milliseconds since 1970.</param>
internal sealed record AstproxyChannel(
    string Type,
    string Channel,
    string CallerNum,
    string CallerName,
    string BridgedNum,
    string BridgedName,
    string BridgedChannel,
    string ChannelStatus,
    bool InConference,
    long StartTime);
