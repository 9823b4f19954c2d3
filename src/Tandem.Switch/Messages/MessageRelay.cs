using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Switch.Admission;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Messages;

/// <summary>
/// Carries text messages between extensions (RFC 3428): to all phones of the called one at once, as each may be the one that is looked at.
/// Nothing is kept for later: who has no phone gets 480. Belongs to the signalling loop.
/// </summary>
internal sealed class MessageRelay(ContactRequests phones, SipRegistrar registrar, DomainTable domains, RequestAuthenticator authenticator, Refusals refusals)
{
    public async void OnMessage(ServerTransaction transaction)
    {
        try
        {
            await TakeAsync(transaction);
        }
        catch (Exception exception)
        {
            refusals.OnRequestFailed(exception, SipMethod.Message, transaction.Flow.Remote);
            transaction.Respond(500);
        }
    }

    private async Task TakeAsync(ServerTransaction transaction)
    {
        var request = transaction.Request;
        if (await authenticator.AdmitAsync(request, transaction.Flow.Remote, 407, Reject) is not { } sender)
        {
            return;
        }
        if ((request.MaxForwards ?? 70) == 0)
        {
            transaction.Respond(483);
        }
        else
        {
            await ForwardAsync(transaction, sender);
        }

        void Reject(int status, Action<SipMessage>? configure)
        {
            var response = request.CreateResponse(status, null, SipStack.NewTag());
            configure?.Invoke(response);
            transaction.RespondOnce(response);
        }
    }

    private async Task ForwardAsync(ServerTransaction transaction, SipAccount sender)
    {
        var request = transaction.Request;
        var number = request.RequestUri?.User ?? "";
        var key = domains.KeyOf(number, domains.Named(sender.Domain) ?? domains.Default);
        var reachable = phones.OneOfEachPhone(await registrar.FindAsync(key)).Where(binding => phones.FlowTo(binding) is not null).ToArray();
        if (reachable.Length == 0)
        {
            transaction.Respond(480);
            return;
        }
        var outcome = new MessageOutcome(transaction, reachable.Length);
        // Who it is from is what the exchange knows, not what the sender wrote.
        var from = new Party(sender.Name.Length > 0 ? sender.Name : null, sender.Number);
        foreach (var binding in reachable)
        {
            phones.TrySend(SipMethod.Message, binding, from, outcome, copy => Copy(request, copy));
        }
    }

    private static void Copy(SipMessage request, SipMessage copy)
    {
        copy.Add(SipHeaderName.MaxForwards, $"{(request.MaxForwards ?? 70) - 1}");
        copy.CopyFirst(request, SipHeaderName.Subject);
        copy.CopyFirst(request, SipHeaderName.Date);
        copy.CopyFirst(request, SipHeaderName.ContentLanguage);
        if (!request.Body.IsEmpty)
        {
            copy.SetBody(request.ContentType ?? "text/plain", request.Body);
        }
    }
}
