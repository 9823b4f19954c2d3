using System.Globalization;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the kernel lets the SIP socket keep a burst of messages.</summary>
internal static class SocketBufferCheck
{
    private const string Name = "socket buffers";
    private const long Wanted = 4 * 1024 * 1024;

    /// <summary>Reads the kernel's limit.</summary>
    public static Finding Examine()
    {
        const string path = "/proc/sys/net/core/rmem_max";
        return File.Exists(path)
            ? Examine(long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture))
            : Finding.Ok(Name, "This system has no such limit that could be read.");
    }

    /// <summary>Judges a limit.</summary>
    /// <param name="limit">The largest receive buffer in bytes.</param>
    public static Finding Examine(long limit) => limit >= Wanted
        ? Finding.Ok(Name, $"A socket may have {limit / 1024} KiB.")
        : Finding.Warn(
            Name,
            $"A socket may have {limit / 1024} KiB; bursts of SIP (a thousand phones that register at once) would be lost and sent again.",
            $"sysctl -w net.core.rmem_max={Wanted}, and the same in /etc/sysctl.d/60-tandem.conf");
}
