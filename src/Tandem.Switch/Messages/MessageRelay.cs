using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Switch.Admission;
using Tandem.Switch.Calls;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Messages;

/// <summary>
/// Carries text messages between extensions (RFC 3428): to all phones of the called one at once, as each may be the one that is looked at.
/// Nothing is kept for later: who has no phone gets 480. Belongs to the signalling loop.
/// </summary>
internal sealed class MessageRelay(SipUserAgent agent, SipRegistrar registrar, RequestAuthenticator authenticator, Refusals refusals)
{
    public async void OnMessage(ServerTransaction transaction)
    {
        try
        {
            await TakeAsync(transaction);
        }
        catch (Exception exception)
        {
            refusals.OnCallFailed(exception, transaction.IsAnswered ? null : transaction.Request.RequestUri?.User, transaction.Flow.Remote);
            transaction.Respond(500);
        }
    }

    private async Task TakeAsync(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var (outcome, sender) = await authenticator.AuthenticateAsync(request, transaction.Flow.Remote, SipHeaderName.ProxyAuthorization, CancellationToken.None);
        if (outcome == AuthenticationOutcome.Refused)
        {
            refusals.OnCallRefused(request.From?.Uri.User, transaction.Flow.Remote);
            transaction.RespondOnce(request.CreateResponse(403, null, SipStack.NewTag()));
        }
        else if (outcome == AuthenticationOutcome.Locked)
        {
            var locked = request.CreateResponse(503, null, SipStack.NewTag());
            Refusals.AddRetryAfter(locked);
            transaction.RespondOnce(locked);
        }
        else if (sender is null)
        {
            var challenge = request.CreateResponse(407, null, SipStack.NewTag());
            authenticator.Challenge(challenge, outcome);
            transaction.RespondOnce(challenge);
        }
        else if ((request.MaxForwards ?? 70) == 0)
        {
            transaction.Respond(483);
        }
        else
        {
            await ForwardAsync(transaction, sender);
        }
    }

    private async Task ForwardAsync(ServerTransaction transaction, SipAccount sender)
    {
        var request = transaction.Request;
        var number = request.RequestUri?.User ?? "";
        var flows = (await registrar.FindAsync(number)).OneOfEachPhone(agent.Stack).Select(binding => (binding, Flow: FlowTo(binding))).Where(way => way.Flow is not null).ToArray();
        if (flows.Length == 0)
        {
            transaction.Respond(480);
            return;
        }
        var outcome = new MessageOutcome(transaction, flows.Length);
        foreach (var (binding, flow) in flows)
        {
            agent.Stack.Send(Copy(request, sender, number, binding, flow!.Value), flow.Value, outcome);
        }
    }

    private SipFlow? FlowTo(Binding binding) =>
        agent.Stack.FindTransport(binding.Protocol, binding.Source.Address) is { } transport ? new SipFlow(transport, CallManager.AddressOf(binding, transport)) : null;

    private SipMessage Copy(SipMessage request, SipAccount sender, string number, Binding binding, SipFlow flow)
    {
        var ours = agent.Stack.AddressFor(flow);
        var copy = SipMessage.CreateRequest(SipMethod.Message, binding.Contact);
        if (binding.Path is { } path)
        {
            copy.Add(SipHeaderName.Route, path);
        }
        copy.Add(SipHeaderName.MaxForwards, $"{(request.MaxForwards ?? 70) - 1}");
        // Who it is from is what the exchange knows, not what the sender wrote.
        var from = new NameAddress(new SipUri(ours.Address.ToString(), sender.Number, ours.Port), sender.Name.Length > 0 ? sender.Name : null);
        copy.Add(SipHeaderName.From, $"{from};tag={SipStack.NewTag()}");
        copy.Add(SipHeaderName.To, new NameAddress(new SipUri(ours.Address.ToString(), number, ours.Port)).ToString());
        copy.Add(SipHeaderName.CallId, SipStack.NewCallId());
        copy.Add(SipHeaderName.CSeq, "1 MESSAGE");
        copy.CopyFirst(request, SipHeaderName.Subject);
        copy.CopyFirst(request, SipHeaderName.Date);
        copy.CopyFirst(request, SipHeaderName.ContentLanguage);
        if (!request.Body.IsEmpty)
        {
            copy.SetBody(request.ContentType ?? "text/plain", request.Body);
        }
        return copy;
    }
}
