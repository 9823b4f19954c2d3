using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tandem.Switch.Calls;

/// <summary>Ids of calls: sorted by time, unique over restarts and machines, short enough for people to read out.</summary>
internal static class CallId
{
    /// <summary>A new id of 20 hex digits: 48 bits of Unix milliseconds and 32 random bits.</summary>
    public static string New(TimeProvider timeProvider)
    {
        Span<byte> id = stackalloc byte[12];
        BinaryPrimitives.WriteInt64BigEndian(id, timeProvider.GetUtcNow().ToUnixTimeMilliseconds());
        RandomNumberGenerator.Fill(id[8..]);
        return Convert.ToHexStringLower(id[2..]);
    }
}
