using System.Net;

namespace Tandem.Sip.Resolution;

/// <summary>Names that the machine knows by itself: <c>/etc/hosts</c>, and <c>localhost</c> (RFC 6761 6.3).</summary>
internal sealed class HostsFile
{
    private readonly Dictionary<string, List<IPAddress>> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a file; one that is absent has no names.</summary>
    public static HostsFile Read(string path)
    {
        var hosts = new HostsFile();
        try
        {
            foreach (var line in File.ReadLines(path))
            {
                hosts.Add(line);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps it elsewhere, a container may have none: DNS is asked then.
        }
        return hosts;
    }

    /// <summary>The addresses of a name; empty where the machine does not know it.</summary>
    public IReadOnlyList<IPAddress> Find(string name)
    {
        if (name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        }
        return _names.GetValueOrDefault(name) ?? [];
    }

    private void Add(string line)
    {
        var words = line.Split('#')[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !IPAddress.TryParse(words[0], out var address))
        {
            return;
        }
        foreach (var name in words.Skip(1))
        {
            if (!_names.TryGetValue(name, out var addresses))
            {
                _names.Add(name, addresses = []);
            }
            addresses.Add(address);
        }
    }
}
