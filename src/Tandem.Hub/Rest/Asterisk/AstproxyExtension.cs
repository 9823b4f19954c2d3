namespace Tandem.Hub.Rest.Asterisk;

/// <summary>An extension in the words of astproxy. A text that nobody knows is empty, as is a forward that is off.</summary>
/// <param name="Exten">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Username">The user whose it is.</param>
/// <param name="Ip">The address of its phone.</param>
/// <param name="Port">The port of its phone.</param>
/// <param name="Mac">The hardware address of its phone.</param>
/// <param name="ChanType">The channel driver: <c>pjsip</c>, <c>sip</c>, <c>iax</c>.</param>
/// <param name="Context">The context in which it calls.</param>
/// <param name="Codecs">The codecs that it may use.</param>
/// <param name="Sipuseragent">What its phone calls itself.</param>
/// <param name="UseWebsocket">Its phone is a browser.</param>
/// <param name="Status"><c>online</c>, <c>busy</c>, <c>ringing</c>, <c>busy_ringing</c>, <c>onhold</c>, <c>dnd</c> or <c>offline</c>.</param>
/// <param name="Dnd">Do not disturb is on.</param>
/// <param name="Cf">Where every call goes.</param>
/// <param name="Cfb">Where calls go while busy.</param>
/// <param name="Cfu">Where calls go that nobody answers.</param>
/// <param name="CfVm">The mailbox where every call goes.</param>
/// <param name="CfbVm">The mailbox where calls go while busy.</param>
/// <param name="CfuVm">The mailbox where calls go that nobody answers.</param>
/// <param name="Conversations">Its conversations, by their ids.</param>
internal sealed record AstproxyExtension(
    string Exten,
    string Name,
    string Username,
    string Ip,
    string Port,
    string Mac,
    string ChanType,
    string Context,
    IReadOnlyList<string> Codecs,
    string Sipuseragent,
    bool UseWebsocket,
    string Status,
    bool Dnd,
    string Cf,
    string Cfb,
    string Cfu,
    string CfVm,
    string CfbVm,
    string CfuVm,
    IReadOnlyDictionary<string, AstproxyConversation> Conversations);
