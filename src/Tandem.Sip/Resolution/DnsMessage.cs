using System.Buffers.Binary;
using System.Text;

namespace Tandem.Sip.Resolution;

/// <summary>A DNS response, and how questions are written (RFC 1035 4, RFC 6891).</summary>
/// <param name="ResponseCode">0 for success, 3 where there is no such name, else a failure of the server.</param>
/// <param name="IsTruncated">Whether it did not fit: to be asked again by TCP.</param>
/// <param name="Answers">The records asked for, with the aliases that lead to them.</param>
/// <param name="Zone">Says how long an absence may be believed; null where the server does not.</param>
internal sealed record DnsMessage(int ResponseCode, bool IsTruncated, IReadOnlyList<DnsRecord> Answers, ZoneRecord? Zone)
{
    private const int HeaderBytes = 12;
    private const int MaxRecords = 512;

    // What passes everywhere without being cut up.
    private const ushort MaxDatagram = 1232;

    /// <summary>Whether a name can be asked for.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= 253 && name.Split('.').All(label => label.Length is > 0 and <= 63 && label.All(c => c is > ' ' and < '\x7F'));

    /// <summary>Writes a question.</summary>
    /// <param name="id">A number that nobody can guess.</param>
    /// <param name="name">A name without the last dot.</param>
    /// <param name="type">What is asked for.</param>
    public static byte[] WriteQuery(ushort id, string name, DnsType type)
    {
        var question = HeaderBytes + name.Length + 2;
        var query = new byte[question + 4 + 11];
        BinaryPrimitives.WriteUInt16BigEndian(query, id);
        query[2] = 1; // recursion desired
        query[5] = 1; // one question
        query[11] = 1; // one additional record, the size that we take
        var at = HeaderBytes;
        foreach (var label in name.Split('.'))
        {
            query[at++] = (byte)label.Length;
            at += Encoding.ASCII.GetBytes(label, query.AsSpan(at));
        }
        at++;
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(at), (ushort)type);
        query[at + 3] = 1;
        query[at + 6] = 41; // OPT
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(at + 7), MaxDatagram);
        return query;
    }

    /// <summary>Reads the response to a question.</summary>
    /// <param name="bytes">What came.</param>
    /// <param name="id">The question's number.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="type">What was asked for.</param>
    /// <returns>Null where it is malformed, or the answer to something else.</returns>
    public static DnsMessage? Parse(ReadOnlySpan<byte> bytes, ushort id, string name, DnsType type)
    {
        var reader = new DnsReader(bytes);
        if (!reader.TryNumber16(out var answered) || answered != id || !reader.TryNumber16(out var flags) || (flags & 0xF800) != 0x8000
            || !reader.TryNumber16(out var questions) || questions != 1 || !reader.TryNumber16(out var answers) || !reader.TryNumber16(out var authorities)
            || !reader.TryNumber16(out _)
            || !reader.TryName(out var asked) || !asked.Equals(name, StringComparison.OrdinalIgnoreCase)
            || !reader.TryNumber16(out var askedType) || askedType != (ushort)type || !reader.TryNumber16(out _)
            || answers + authorities > MaxRecords)
        {
            return null;
        }
        var isTruncated = (flags & 0x0200) != 0;
        var records = new List<DnsRecord>();
        ZoneRecord? zone = null;
        for (var i = 0; i < answers + authorities; i++)
        {
            if (!reader.TryRecord(out var record))
            {
                return isTruncated ? new DnsMessage(flags & 0xF, true, [], null) : null;
            }
            if (i < answers && record is not null)
            {
                records.Add(record);
            }
            else if (record is ZoneRecord start)
            {
                zone = start;
            }
        }
        return new DnsMessage(flags & 0xF, isTruncated, Follow(records, name, type), zone);
    }

    // Only what belongs to the name asked for, by way of its aliases: the rest of an answer is nobody's word.
    private static List<DnsRecord> Follow(List<DnsRecord> records, string name, DnsType type)
    {
        const int MaxAliases = 8;
        var found = new List<DnsRecord>();
        for (var aliases = 0; aliases <= MaxAliases; aliases++)
        {
            found.AddRange(records.Where(record => record.Type == type && record.Name.Equals(name, StringComparison.OrdinalIgnoreCase)));
            if (found.Exists(record => record.Type == type) || records.OfType<AliasRecord>().FirstOrDefault(alias => alias.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } next)
            {
                return found;
            }
            found.Add(next);
            name = next.Target;
        }
        return [];
    }
}
