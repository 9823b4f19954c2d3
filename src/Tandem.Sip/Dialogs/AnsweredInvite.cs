using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Dialogs;

/// <summary>
/// What is left of an outgoing INVITE whose call is over while its 2xx may come again, for 32 s: the ACK, and what ends the answer of another
/// branch (RFC 3261 13.2.2.4). The session itself, with all that it holds, is let go.
/// </summary>
internal sealed class AnsweredInvite(SipUserAgent agent, Dialog dialog, byte[] ack, uint sequence, SipFlow flow, bool isBehindNat) : IClientTransactionUser
{
    private const int MaxStrays = 32;

    private Dictionary<string, (Dialog Dialog, byte[] Ack)>? _strays;

    public void OnResponse(ClientTransaction transaction, SipMessage response)
    {
        var tag = response.To?.Tag ?? "";
        if (response.StatusCode is < 200 or >= 300)
        {
            return;
        }
        if (tag == dialog.Id.RemoteTag)
        {
            agent.Stack.ResendAck(ack, agent.NextFlow(dialog, flow, isBehindNat));
        }
        else if (_strays is not null && _strays.TryGetValue(tag, out var known))
        {
            agent.Stack.ResendAck(known.Ack, agent.NextFlow(known.Dialog, flow, isBehindNat));
        }
        else if (_strays is not { Count: >= MaxStrays })
        {
            HangUp(tag, dialog.Branch(response, sequence));
        }
    }

    public void OnFailure(ClientTransaction transaction, TransactionFailure failure)
    {
        // It is answered, and fails no more.
    }

    private void HangUp(string tag, Dialog stray)
    {
        var way = agent.NextFlow(stray, flow, isBehindNat);
        (_strays ??= []).Add(tag, (stray, agent.Stack.SendAck(stray.CreateAck(sequence), way)));
        agent.Stack.Send(stray.CreateRequest(SipMethod.Bye), way, IgnoreOutcome.Instance);
    }
}
