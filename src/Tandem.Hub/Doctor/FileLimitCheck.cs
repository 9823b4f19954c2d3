using System.Globalization;
using Tandem.Media;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the process may open as many sockets as the ports allow calls.</summary>
internal static class FileLimitCheck
{
    private const string Name = "open files";

    // A leg has a socket for RTP and may have one for RTCP.
    private const int SocketsPerLeg = 2;
    private const int Others = 200;

    /// <summary>Compares the limit of this process with the RTP ports.</summary>
    public static Finding Examine(MediaOptions media)
    {
        const string limits = "/proc/self/limits";
        var line = File.Exists(limits) ? File.ReadLines(limits).FirstOrDefault(text => text.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, _, _, var soft, ..]
            ? Examine(soft == "unlimited" ? long.MaxValue : long.Parse(soft, CultureInfo.InvariantCulture), media.FirstPort, media.LastPort)
            : Finding.Ok(Name, "This system has no such limit that could be read.");
    }

    /// <summary>Compares a limit with the ports.</summary>
    public static Finding Examine(long limit, int firstPort, int lastPort)
    {
        var legs = Math.Max(1, (lastPort - firstPort + 1) / 2);
        var wanted = (legs * SocketsPerLeg) + Others;
        var possible = Math.Max(0, (limit - Others) / SocketsPerLeg);
        return limit >= wanted
            ? Finding.Ok(Name, $"{limit} are allowed; the RTP ports need {wanted} at most.")
            : Finding.Warn(
                Name,
                $"{limit} are allowed, enough for about {possible} legs of calls; the RTP ports are for {legs}.",
                $"Raise it to {wanted}: LimitNOFILE in the systemd unit, or ulimit -n.");
    }
}
