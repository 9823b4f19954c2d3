namespace Tandem.Hub.Rest.Asterisk;

/// <summary>One in a conference, in the words of astproxy.</summary>
/// <param name="Id">The number, with the prefix before it.</param>
/// <param name="Name">The name.</param>
/// <param name="Owner">May mute and remove, or it is the room of this extension.</param>
/// <param name="Muted">Not heard by the others.</param>
/// <param name="Site">Empty: there are no remote sites.</param>
/// <param name="Prefix">Empty: there are no remote sites.</param>
/// <param name="ExtenId">The number.</param>
internal sealed record AstproxyConferenceUser(string Id, string Name, bool Owner, bool Muted, string Site, string Prefix, string ExtenId);
