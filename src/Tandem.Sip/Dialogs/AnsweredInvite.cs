using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// An outgoing INVITE from its first 2xx on, which may come again for 32 s: the ACKs, and what ends the answers of other branches, each of
/// them a call for its peer (RFC 3261 13.2.2.4). It outlives the session, which with all that it holds is let go.
/// </summary>
/// <param name="agent">The user agent of the session.</param>
/// <param name="invite">The INVITE, with its latest credentials.</param>
/// <param name="dialog">The dialog of the first 2xx. It is ended like any other unless <see cref="Acknowledge"/> is called first.</param>
/// <param name="others">The early dialogs of other branches; null for none.</param>
/// <param name="isBehindNat">Whether the peer is reached by its flow alone.</param>
internal sealed class AnsweredInvite(SipUserAgent agent, SipMessage invite, Dialog dialog, List<Dialog>? others, bool isBehindNat) : IClientTransactionUser
{
    // A callee that makes up a tag for each answer must not fill our memory.
    private const int MaxOthers = 32;

    private readonly uint _sequence = invite.CSeq!.Value.Number;
    private readonly string? _authorization = invite.Get(SipHeaderName.Authorization);
    private readonly string? _proxyAuthorization = invite.Get(SipHeaderName.ProxyAuthorization);

    /// <summary>The way on which the peer was heard last.</summary>
    public required SipFlow Flow { get; set; }

    /// <summary>Makes the call that of the first 2xx.</summary>
    /// <param name="sdp">Our answer, where the 2xx had the offer.</param>
    public void Acknowledge(ReadOnlyMemory<byte> sdp) => SendAck(dialog, sdp);

    public void OnResponse(ClientTransaction transaction, SipMessage response)
    {
        if (BranchOf(response) is not { } branch)
        {
            return;
        }
        if (branch.Ack is { } ack)
        {
            agent.Stack.ResendAck(ack, NextFlow(branch));
            return;
        }
        branch.Confirm(response);
        SendAck(branch, sdp: default);
        agent.Stack.Send(branch.CreateRequest(SipMethod.Bye), NextFlow(branch), IgnoreOutcome.Instance);
    }

    public void OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        // It is answered, and fails no more.
    }

    private Dialog? BranchOf(SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        if (tag == dialog.Id.RemoteTag)
        {
            return dialog;
        }
        var other = others?.Find(other => other.Id.RemoteTag == tag);
        if (other is null && others is not { Count: >= MaxOthers })
        {
            other = dialog.Branch(response, _sequence);
            (others ??= []).Add(other);
        }
        return other;
    }

    private void SendAck(Dialog branch, ReadOnlyMemory<byte> sdp)
    {
        var ack = branch.CreateAck(_sequence);
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
        branch.Ack = agent.Stack.SendAck(ack, NextFlow(branch));
    }

    private SipFlow NextFlow(Dialog branch) => agent.NextFlow(branch, Flow, isBehindNat);
}
