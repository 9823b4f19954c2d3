using Tandem.Pbx.State;

namespace Tandem.Cti.Objects;

/// <summary>A change of a model as a Tandem tells it to another: whole, so that nobody sees a half of it.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, by the clock there.</param>
/// <param name="Detail">More about it.</param>
/// <param name="Objects">What it brought, in order.</param>
internal sealed record CtiModelChange(ChangeKind Kind, DateTimeOffset At, string? Detail, IReadOnlyList<CtiObject> Objects);
