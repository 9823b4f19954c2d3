using Tandem.Pbx.Model;

namespace Tandem.Pbx.Commands;

/// <summary>Parks a channel.</summary>
/// <param name="Channel">The channel to be parked.</param>
/// <param name="Lot">The lot; <see langword="null"/> means the source's own choice.</param>
/// <param name="Slot">The slot; <see langword="null"/> means the first free one.</param>
/// <param name="Timeout">When the call returns to its parker; <see langword="null"/> means as the lot says.</param>
public sealed record ParkCommand(ObjectReference Channel, ObjectReference? Lot = null, string? Slot = null, TimeSpan? Timeout = null)
    : ChannelCommand(Channel)
{
    /// <inheritdoc/>
    public override Capability Capability => Capability.Park;
}
