using System.Collections.Frozen;
using System.Text;

namespace Tandem.Switch.Admission;

/// <summary>Programs that search for exchanges, by the beginning of their User-Agent. They get no answer, which is what makes them go on elsewhere.</summary>
public sealed class ScannerAgents
{
    private const string Resource = "Tandem.Switch.Admission.scanners.txt";

    // By their first letter, in lower case.
    private readonly FrozenDictionary<byte, byte[][]> _names;

    private ScannerAgents(IEnumerable<string> names) => _names = names
        .Select(name => Encoding.UTF8.GetBytes(name.ToLowerInvariant()))
        .GroupBy(name => name[0])
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>Nobody.</summary>
    public static ScannerAgents None { get; } = new([]);

    /// <summary>Those that the exchange knows by itself.</summary>
    public static ScannerAgents Known { get; } = Read(new StreamReader(typeof(ScannerAgents).Assembly.GetManifestResourceStream(Resource)!));

    /// <summary>Reads a list: the beginning of a User-Agent a line, in any case; empty lines and those that begin with # count for nothing.</summary>
    /// <param name="path">A file in UTF-8.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ScannerAgents Load(string path) => Read(new StreamReader(path));

    /// <summary>Whether a User-Agent is that of a scanner. Allocates nothing.</summary>
    /// <param name="userAgent">The header's value in UTF-8; empty where there is none.</param>
    public bool Contains(ReadOnlySpan<byte> userAgent)
    {
        if (userAgent.IsEmpty || !_names.TryGetValue(Lower(userAgent[0]), out var names))
        {
            return false;
        }
        foreach (var name in names)
        {
            if (userAgent.Length >= name.Length && Ascii.EqualsIgnoreCase(userAgent[..name.Length], name))
            {
                return true;
            }
        }
        return false;
    }

    private static ScannerAgents Read(StreamReader reader)
    {
        using (reader)
        {
            return new ScannerAgents(reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#'));
        }
    }

    private static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;
}
