namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A member of a queue in the words of astproxy.</summary>
/// <param name="Member">The extension.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Type"><c>static</c>, <c>dynamic</c> or <c>realtime</c>.</param>
/// <param name="LoggedIn">Logged in, and so called.</param>
/// <param name="Paused">Not called for the time being.</param>
/// <param name="CallsTakenCount">Calls taken.</param>
/// <param name="LastCallTimestamp">When the last of them ended, in seconds since 1970; 0 for never.</param>
/// <param name="LastPausedInReason">Why paused; empty where not.</param>
/// <param name="LastPausedInTimestamp">Since when paused, in milliseconds since 1970; 0 where not.</param>
/// <param name="LastPausedOutTimestamp">0: Asterisk does not tell when a pause ended.</param>
internal sealed record AstproxyQueueMember(
    string Member,
    string Name,
    string Queue,
    string Type,
    bool LoggedIn,
    bool Paused,
    int CallsTakenCount,
    long LastCallTimestamp,
    string LastPausedInReason,
    long LastPausedInTimestamp,
    long LastPausedOutTimestamp);
