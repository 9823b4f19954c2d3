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
        var one = default(HashCode);
        var two = default(HashCode);
        one.Add(request.CSeq!.Value.Number);
        two.Add(method);
        one.AddBytes(request.CallIdSpan);
        two.AddBytes(request.CallIdSpan);
        one.AddBytes(request.FromTagSpan);
        two.AddBytes(request.FromTagSpan);
        one.Add(method);
        two.Add(request.CSeq.Value.Number);
        return ((ulong)(uint)one.ToHashCode() << 32) | (uint)two.ToHashCode() | 1;
    }
}
