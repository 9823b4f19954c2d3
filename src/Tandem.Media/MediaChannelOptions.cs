using System.Net;

namespace Tandem.Media;

/// <summary>How to open a <see cref="MediaChannel"/>.</summary>
public sealed record MediaChannelOptions
{
    /// <summary>The channel's name in events and statistics; <see langword="null"/> for a new one.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// The local address that the channel binds to, for a peer of another address family than the engine's;
    /// <see langword="null"/> for that of <see cref="MediaOptions.Address"/>.
    /// </summary>
    public IPAddress? Address { get; init; }

    /// <summary>
    /// A channel of the same engine that this one will be bridged with. Both then run on one thread from the start; otherwise
    /// <see cref="MediaChannel.Bridge"/> moves one of them.
    /// </summary>
    public MediaChannel? Near { get; init; }

    /// <summary>
    /// How long the remote may send nothing before <see cref="MediaChannel.WentIdle"/> tells it, 1 second to 24 hours; <see langword="null"/>,
    /// the default, for ever. Counted from <see cref="MediaChannel.SetRemote"/> on, and not while receiving is off.
    /// </summary>
    public TimeSpan? IdleTimeout { get; init; }

    internal void Validate()
    {
        if (IdleTimeout is { } timeout && (timeout < TimeSpan.FromSeconds(1) || timeout > TimeSpan.FromHours(24)))
            throw new ArgumentOutOfRangeException(nameof(IdleTimeout), timeout, "The time-out must be between 1 second and 24 hours.");
    }
}
