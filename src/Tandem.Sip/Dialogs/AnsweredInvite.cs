using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// An outgoing INVITE from its first 2xx on, which may come again for 32 s: the ACKs, and what ends the answers of other branches, each of
/// them a call for its peer (RFC 3261 13.2.2.4). It outlives the session, which with all that it holds is let go: of a branch that is
/// acknowledged only its tag and its ACK are kept.
/// </summary>
/// <param name="agent">The user agent of the session.</param>
/// <param name="invite">The INVITE, with its latest credentials.</param>
/// <param name="early">Dialogs of the INVITE that are not acknowledged; null for none.</param>
/// <param name="isBehindNat">Whether the peer is reached by its flow alone.</param>
internal sealed class AnsweredInvite(SipUserAgent agent, SipMessage invite, List<Dialog>? early, bool isBehindNat) : IClientTransactionUser
{
    // A callee that makes up a tag for each answer must not fill our memory.
    private const int MaxOthers = 32;

    private readonly uint _sequence = invite.CSeq!.Value.Number;
    private readonly string? _authorization = invite.Get(SipHeaderName.Authorization);
    private readonly string? _proxyAuthorization = invite.Get(SipHeaderName.ProxyAuthorization);
    private Branch? _first;
    private List<Branch>? _others;

    /// <summary>The way on which the peer was heard last.</summary>
    public required SipFlow Flow { get; set; }

    /// <summary>Makes the call that of a dialog.</summary>
    /// <param name="dialog">The dialog of the first 2xx.</param>
    /// <param name="sdp">Our answer, where the 2xx had the offer.</param>
    public void Acknowledge(Dialog dialog, ReadOnlyMemory<byte> sdp) => _first = SendAck(dialog, sdp);

    public void OnResponse(ClientTransaction transaction, SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        if (Find(tag) is { } branch)
        {
            agent.Stack.ResendAck(branch.Ack, branch.Hop ?? Flow);
        }
        else if (_others is not { Count: >= MaxOthers })
        {
            Refuse(DialogOf(tag, response));
        }
    }

    public void OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        // It is answered, and fails no more.
    }

    private Branch? Find(string tag) => _first?.Tag == tag ? _first : _others?.Find(other => other.Tag == tag);

    private Dialog DialogOf(string tag, SipMessage response)
    {
        if (early?.Find(dialog => dialog.Id.RemoteTag == tag) is not { } known)
        {
            return Dialog.OfAnswer(response, agent.ContactFor(Flow, response.From?.Uri.User), _sequence);
        }
        known.Confirm(response);
        return known;
    }

    // An answer that nobody waits for any more is acknowledged, and ended as a call.
    private void Refuse(Dialog dialog)
    {
        (_others ??= []).Add(SendAck(dialog, sdp: default));
        agent.Stack.Send(dialog.CreateRequest(SipMethod.Bye), NextFlow(dialog), IgnoreOutcome.Instance);
    }

    private Branch SendAck(Dialog dialog, ReadOnlyMemory<byte> sdp)
    {
        var ack = dialog.CreateAck(_sequence);
        if (_authorization is not null)
        {
            ack.Add(SipHeaderName.Authorization, _authorization);
        }
        if (_proxyAuthorization is not null)
        {
            ack.Add(SipHeaderName.ProxyAuthorization, _proxyAuthorization);
        }
        if (!sdp.IsEmpty)
        {
            ack.SetBody(SipUserAgent.SdpContentType, sdp);
        }
        var hop = NextFlow(dialog);
        return new Branch(dialog.Id.RemoteTag, agent.Stack.SendAck(ack, hop), hop == Flow ? null : hop);
    }

    private SipFlow NextFlow(Dialog dialog) => agent.NextFlow(dialog, Flow, isBehindNat);

    /// <summary>An answer that is acknowledged.</summary>
    /// <param name="Tag">The tag of its To.</param>
    /// <param name="Ack">The ACK, which is sent again as often as the answer comes.</param>
    /// <param name="Hop">Where it goes; null for where the peer was heard last.</param>
    private sealed record Branch(string Tag, byte[] Ack, SipFlow? Hop);
}
