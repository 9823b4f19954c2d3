using Tandem.Pbx.State;

namespace Tandem.Pbx.Model;

/// <summary>One thing that happened in a conversation.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Channel">To which channel, where it was one.</param>
/// <param name="Detail">More about it: the number transferred to, the slot parked in.</param>
public sealed record TimelineEntry(DateTimeOffset At, ChangeKind Kind, ObjectId? Channel = null, string? Detail = null);
