using System.Net;
using System.Net.Sockets;

namespace Tandem.Media;

/// <summary>The settings of a <see cref="MediaEngine"/>.</summary>
public sealed record MediaOptions
{
    /// <summary>
    /// The local address that every channel binds to. Default: all IPv4 addresses. <see cref="IPAddress.IPv6Any"/> serves both families.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Any;

    /// <summary>
    /// The first UDP port of the range, 1024 to 65534; default 10000. A channel takes an even port for RTP and the next one for RTCP
    /// (RFC 3550 section 11). 0 lets the operating system choose: there is then no range and <see cref="LastPort"/> is ignored.
    /// </summary>
    public int FirstPort { get; init; } = 10000;

    /// <summary>The last UDP port of the range, inclusive, up to 65535; default 19999: room for 5,000 channels.</summary>
    public int LastPort { get; init; } = 19999;

    /// <summary>The number of media threads, 0 to 256; default 0: one a processor.</summary>
    public int Shards { get; init; }

    /// <summary>
    /// How long the port of a closed channel rests before it is given out again, 0 to 1 hour; default 2 seconds. Late packets of the former
    /// call then meet a closed port rather than somebody else's call.
    /// </summary>
    public TimeSpan PortReuseDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How many consecutive RTP packets a source other than the signalled address must send before it is believed, 2 to 50; default 3.
    /// </summary>
    public int LatchPackets { get; init; } = 3;

    /// <summary>
    /// How long the believed source must have been silent before another one of the same standing may prove itself, 1 second to 1 hour;
    /// default 5 seconds.
    /// </summary>
    public TimeSpan RelatchSilence { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Checks every setting.</summary>
    /// <exception cref="ArgumentException">A setting is out of its range; the message and the parameter name the key.</exception>
    public void Validate()
    {
        if (Address is null || Address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6))
            throw new ArgumentException("Address must be an IPv4 or IPv6 address.", nameof(Address));
        if (FirstPort != 0)
        {
            Require(FirstPort is >= 1024 and <= 65534, nameof(FirstPort), FirstPort, "0 or between 1024 and 65534");
            Require(LastPort is >= 1025 and <= 65535, nameof(LastPort), LastPort, "between 1025 and 65535");
            Require(LastPort > FirstPort + (FirstPort & 1), nameof(LastPort), LastPort, "high enough for one even port and the next from FirstPort on");
        }

        Require(Shards is >= 0 and <= 256, nameof(Shards), Shards, "between 0 and 256");
        Require(PortReuseDelay >= TimeSpan.Zero && PortReuseDelay <= TimeSpan.FromHours(1), nameof(PortReuseDelay), PortReuseDelay, "between 0 and 1 hour");
        Require(LatchPackets is >= 2 and <= 50, nameof(LatchPackets), LatchPackets, "between 2 and 50");
        Require(RelatchSilence >= TimeSpan.FromSeconds(1) && RelatchSilence <= TimeSpan.FromHours(1), nameof(RelatchSilence), RelatchSilence, "between 1 second and 1 hour");
    }

    private static void Require(bool valid, string key, object value, string range)
    {
        if (!valid)
            throw new ArgumentOutOfRangeException(key, value, $"{key} must be {range}.");
    }
}
