namespace Tandem.Switch.Calls.Conversations;

/// <summary>Legs that go from one conversation to another, because those that they leave go on without them.</summary>
/// <param name="From">The conversation that goes on without them.</param>
/// <param name="To">The one that they go to: one that they have joined, or a new one.</param>
/// <param name="Legs">The legs.</param>
internal sealed record Separation(string From, string To, IReadOnlyList<Call> Legs);
