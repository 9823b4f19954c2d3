using Tandem.Sip.Messages;

namespace Tandem.Sip.Transactions;

public sealed partial class SipStack
{
    // By 64 bits of a hash, so that a transaction of 32 s holds no texts.
    private readonly HashSet<ulong> _origins = [];

    /// <summary>
    /// What the copies of a request that was forked on its way to us have in common: From tag, Call-ID and CSeq (RFC 3261 8.2.2.2).
    /// 0 for what may come twice without harm: a request within a dialog, REGISTER, OPTIONS.
    /// </summary>
    private static ulong OriginOf(SipMessage request)
    {
        var method = request.Method;
        if (method == SipMethod.Register || method == SipMethod.Options || !request.ToTagSpan.IsEmpty)
        {
            return 0;
        }
        // Two hashes of 32 bits that differ in how they begin: alike, they would make one hash of 32 bits, and a key that a table cannot spread.
        return ((ulong)HashOf(request, method, 0x9E3779B9) << 32) | HashOf(request, method, 0x85EBCA6B) | 1;
    }

    private static uint HashOf(SipMessage request, SipMethod method, uint seed)
    {
        var hash = default(HashCode);
        hash.Add(seed);
        hash.Add(method);
        hash.Add(request.CSeq!.Value.Number);
        hash.AddBytes(request.CallIdSpan);
        hash.AddBytes(request.FromTagSpan);
        return (uint)hash.ToHashCode();
    }
}
