using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Outbox;

/// <summary>One thing that a consumer of the outbox must know of a conversation.</summary>
/// <param name="Number">The entry's number: rises from entry to entry.</param>
/// <param name="Kind">What it tells.</param>
/// <param name="Position">The position of the change that it belongs to.</param>
/// <param name="At">When that happened.</param>
/// <param name="Conversation">The conversation after it.</param>
/// <param name="Channels">For <see cref="OutboxEntryKind.Ended"/> the last image of every channel that took part; else empty.</param>
public sealed record OutboxEntry(
    long Number, OutboxEntryKind Kind, Position Position, DateTimeOffset At, Conversation Conversation, ValueList<Channel> Channels);
