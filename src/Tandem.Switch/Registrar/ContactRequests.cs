using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls;

namespace Tandem.Switch.Registrar;

/// <summary>Requests outside calls to registered phones: the way that a call would take. Belongs to the signalling loop.</summary>
internal sealed class ContactRequests(SipUserAgent agent)
{
    /// <summary>Of the flows of one phone the one that a request goes to.</summary>
    public IReadOnlyList<Binding> OneOfEachPhone(IReadOnlyList<Binding> bindings) => bindings.OneOfEachPhone(agent.Stack);

    /// <summary>The way to a phone; null where its transport is not there.</summary>
    public SipFlow? FlowTo(Binding binding) =>
        agent.Stack.FindTransport(binding.Protocol, binding.Source.Address) is { } transport ? new SipFlow(transport, CallManager.AddressOf(binding, transport)) : null;

    /// <summary>Sends a request to a phone.</summary>
    /// <param name="method">The method.</param>
    /// <param name="binding">The phone.</param>
    /// <param name="from">Who it is from, at our address.</param>
    /// <param name="user">Hears the answer, never within this call.</param>
    /// <param name="configure">Adds what the method needs.</param>
    /// <returns>False where there is no way to the phone.</returns>
    public bool TrySend(SipMethod method, Binding binding, Party from, IClientTransactionUser user, Action<SipMessage>? configure = null)
    {
        if (FlowTo(binding) is not { } flow)
        {
            return false;
        }
        var ours = agent.Stack.AddressFor(flow);
        var request = SipMessage.CreateRequest(method, binding.Contact);
        if (binding.Path is { } path)
        {
            request.Add(SipHeaderName.Route, path);
        }
        var sender = new SipUri(ours.Address.ToString(), from.Number, ours.Port);
        request.Add(SipHeaderName.From, $"{new NameAddress(sender, from.Name)};tag={SipStack.NewTag()}");
        request.Add(SipHeaderName.To, new NameAddress(sender.WithUser(binding.Number)).ToString());
        request.Add(SipHeaderName.CallId, SipStack.NewCallId());
        request.Add(SipHeaderName.CSeq, $"1 {method}");
        if (method != SipMethod.Message)
        {
            request.Add(SipHeaderName.Contact, agent.ContactFor(flow, from.Number));
        }
        configure?.Invoke(request);
        agent.Stack.Send(request, flow, user);
        return true;
    }
}
