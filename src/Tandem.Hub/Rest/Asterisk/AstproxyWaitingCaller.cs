namespace Tandem.Hub.Rest.Asterisk;

/// <summary>A caller who waits in a queue, in the words of astproxy.</summary>
/// <param name="Id">The unique id of the channel.</param>
/// <param name="Num">The caller's number.</param>
/// <param name="Name">The caller's name.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Channel">The name of the channel.</param>
/// <param name="Position">The place in the queue, from 1.</param>
/// <param name="Waiting">For how many seconds.</param>
/// <param name="WaitingTime">Since when, in milliseconds since 1970.</param>
internal sealed record AstproxyWaitingCaller(string Id, string Num, string Name, string Queue, string Channel, int Position, long Waiting, long WaitingTime);
