namespace Tandem.Cti.Channels;

/// <summary>A channel after a change.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="Kind">What happened to it.</param>
public readonly record struct ChannelUpdate(ChannelInfo Channel, ChannelUpdateKind Kind);
