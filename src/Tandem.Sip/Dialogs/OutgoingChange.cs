using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;

namespace Tandem.Sip.Dialogs;

/// <summary>A re-INVITE or UPDATE of ours with its repetitions, until it is answered.</summary>
internal sealed class OutgoingChange(SipMethod method, ReadOnlyMemory<byte> sdp, Action<SipMessage>? configure, bool isRefresh)
{
    /// <summary>How often it may be sent: glare, an overlapping request, a longer interval or credentials ask for one more.</summary>
    public const int MaxAttempts = 6;

    public SipMethod Method => method;

    public ReadOnlyMemory<byte> Sdp => sdp;

    public Action<SipMessage>? Configure => configure;

    /// <summary>Whether it is the session timer's, so that the session's user need not hear of it.</summary>
    public bool IsRefresh => isRefresh;

    public SipMessage? Request { get; set; }

    /// <summary>The transaction under way; null between two attempts and at the end.</summary>
    public ClientTransaction? Transaction { get; set; }

    public LoopTimer? Retry { get; set; }

    public int Attempts { get; set; }

    public bool IsChallenged { get; set; }

    /// <summary>Whether it has no outcome yet.</summary>
    public bool IsPending => Transaction is not null || Retry is { IsRunning: true };

    /// <summary>Whether it is an offer without an answer: what another offer must not meet (RFC 3261 14.1, RFC 3311 5.1).</summary>
    public bool IsOffer => Transaction is not null && (method == SipMethod.Invite || !sdp.IsEmpty);
}
