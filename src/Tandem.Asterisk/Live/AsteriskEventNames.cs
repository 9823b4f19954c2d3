using System.Runtime.CompilerServices;
using System.Text;

namespace Tandem.Asterisk.Live;

/// <summary>Finds an event by the bytes of its name. What the model does not read is known by one look at a table.</summary>
internal static class AsteriskEventNames
{
    // By the hash of a name; a power of two, so large that few share a place.
    private const int Places = 1024;

    private static readonly (byte[] Name, AsteriskEvent Event)[][] Table = CreateTable();

    public static AsteriskEvent Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < 4)
        {
            return AsteriskEvent.None;
        }
        foreach (var (known, value) in Table[Place(name)])
        {
            if (name.SequenceEqual(known))
            {
                return value;
            }
        }
        return AsteriskEvent.None;
    }

    private static (byte[] Name, AsteriskEvent Event)[][] CreateTable()
    {
        var lists = new List<(byte[], AsteriskEvent)>[Places];
        foreach (var value in Enum.GetValues<AsteriskEvent>())
        {
            if (value != AsteriskEvent.None)
            {
                var name = Encoding.ASCII.GetBytes(value.ToString());
                (lists[Place(name)] ??= []).Add((name, value));
            }
        }
        return Array.ConvertAll(lists, list => list?.ToArray() ?? []);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(ReadOnlySpan<byte> name) =>
        ((name.Length * 131) + (name[0] * 7) + (name[^1] * 31) + (name[name.Length / 2] * 17) + name[name.Length - 3]) & (Places - 1);
}
