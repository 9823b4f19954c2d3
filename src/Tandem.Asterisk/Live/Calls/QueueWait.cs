namespace Tandem.Asterisk.Live.Calls;

/// <summary>A channel's place in a queue.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Position">From 1.</param>
/// <param name="JoinedAt">Since when.</param>
internal sealed record QueueWait(string Queue, int Position, DateTimeOffset JoinedAt);
