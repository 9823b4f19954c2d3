namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A conference in the words of astproxy.</summary>
/// <param name="Id">The room.</param>
/// <param name="Users">Who is in it, by number.</param>
internal sealed record AstproxyConference(string Id, IReadOnlyDictionary<string, AstproxyConferenceUser> Users);
