using System.Globalization;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Asterisk;

/// <summary>Two legs that belong together, or one that stands alone, and who of them called.</summary>
/// <param name="Source">Who called; null where only the other side is there.</param>
/// <param name="Destination">Who was called; null where nobody is there yet.</param>
internal readonly record struct AstproxyPair(Channel? Source, Channel? Destination)
{
    /// <summary>The id: the names of both, <c>source>dest</c>.</summary>
    public string Id => $"{Source?.Name}>{Destination?.Name}";

    /// <summary>The leg that is surely there.</summary>
    public Channel First => Source ?? Destination!;

    /// <summary>A leg that stands alone.</summary>
    public static AstproxyPair Of(Channel channel) => channel.Direction == ChannelDirection.Inbound ? new(channel, null) : new(null, channel);

    /// <summary>Two legs. The one that came in called; of two alike, the one that began first.</summary>
    public static AstproxyPair Of(Channel one, Channel other) => Compare(one, other) < 0 ? new(one, other) : new(other, one);

    /// <summary>Orders legs by who calls whom.</summary>
    public static IComparer<Channel> Comparer { get; } = Comparer<Channel>.Create(Compare);

    /// <summary>Orders legs by who calls whom. Unique ids are compared as the numbers that they are: .9 is before .10.</summary>
    private static int Compare(Channel one, Channel other)
    {
        var byDirection = one.Direction.CompareTo(other.Direction);
        var byTime = byDirection != 0 ? byDirection : one.OfferedAt.CompareTo(other.OfferedAt);
        var byNumber = byTime != 0 ? byTime : NumberOf(one).CompareTo(NumberOf(other));
        return byNumber != 0 ? byNumber : string.CompareOrdinal(one.Id.LocalId, other.Id.LocalId);
    }

    /// <summary>The other one of the two.</summary>
    public Channel? Beside(Channel channel) => Source?.Id == channel.Id ? Destination : Source;

    // 1795208248.10: the time at which it began, and its number since the start of Asterisk.
    private static long NumberOf(Channel channel)
    {
        var id = channel.Id.LocalId;
        return long.TryParse(id.AsSpan(id.LastIndexOf('.') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
