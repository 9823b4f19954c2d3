namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A trunk in the words of astproxy.</summary>
/// <param name="Exten">The name of its endpoint.</param>
/// <param name="Name">The same.</param>
/// <param name="Ip">The other side's address.</param>
/// <param name="Port">The other side's port.</param>
/// <param name="Codecs">Empty: the lists of Asterisk do not tell them.</param>
/// <param name="ChanType">The channel driver: <c>pjsip</c>, <c>sip</c>, <c>iax</c>.</param>
/// <param name="Sipuseragent">Empty: the lists of Asterisk do not tell it.</param>
/// <param name="Status"><c>online</c>, <c>busy</c> with a call, <c>offline</c>, or <c>unmonitored</c>.</param>
/// <param name="Registration"><c>registered</c>, <c>unregistered</c>, <c>sent</c>, <c>unmonitored</c>, <c>rejected</c>, <c>noauth</c> or <c>failed</c>.</param>
/// <param name="MaxChannels">How many calls it carries at most.</param>
/// <param name="Conversations">Its conversations, by their ids.</param>
internal sealed record AstproxyTrunk(
    string Exten,
    string Name,
    string Ip,
    string Port,
    IReadOnlyList<string> Codecs,
    string ChanType,
    string Sipuseragent,
    string Status,
    string Registration,
    int MaxChannels,
    IReadOnlyDictionary<string, AstproxyTrunkConversation> Conversations);
