using Tandem.Pbx.Model;
using Tandem.Sip.Bodies;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Switch.Registrar;
using Tandem.Switch.Subscriptions;

namespace Tandem.Switch.Notifications;

/// <summary>
/// NOTIFY that nobody subscribed to: message lamps, the wish that a phone fetches its configuration, and what programs want. Phones take it since long before
/// RFC 6665, which knows only subscriptions. Belongs to the signalling loop.
/// </summary>
internal sealed class PhoneNotifier(ContactRequests phones, SipRegistrar registrar, LampView view, LampBoard lamps, IMailboxStore mailboxes, Pbx.State.PbxState state)
{
    private const string CheckSync = "check-sync";

    // What RFC 3842 phones expect of a notifier that keeps no subscription.
    private const string NoSubscription = "terminated;reason=noresource";

    /// <summary>Keeps the messages of a user, notes them in the model, and tells its phones.</summary>
    public async Task<NotificationResult> SetMessagesAsync(string key, string domain, MessageCounts counts)
    {
        await mailboxes.SetAsync(key, counts, CancellationToken.None);
        Note(key, domain, counts);
        return await SendMessagesAsync(key, registrar.Registered(key));
    }

    /// <summary>Takes up what was kept before the start.</summary>
    /// <param name="domainOf">The domain of a user.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task LoadAsync(Func<string, string> domainOf, CancellationToken cancellationToken)
    {
        foreach (var (key, counts) in await mailboxes.LoadAsync(cancellationToken))
        {
            Note(key, domainOf(key), counts);
        }
    }

    /// <summary>A user is gone, and its mailbox with it.</summary>
    public ValueTask ForgetAsync(string key)
    {
        var id = new ObjectId(state.Name, key);
        if (!state.TryGet<Mailbox>(id, out _))
        {
            return ValueTask.CompletedTask;
        }
        state.Write(Pbx.State.ChangeKind.MailboxChanged, writer => writer.Remove<Mailbox>(id));
        return mailboxes.SetAsync(key, default, CancellationToken.None);
    }

    /// <summary>Tells a phone that has just registered what waits for its user: it may have been away when that came.</summary>
    public void OnRegistered(Binding binding)
    {
        if (state.TryGet<Mailbox>(new ObjectId(state.Name, binding.User), out _) && !lamps.IsToldMessages(binding.User))
        {
            _ = SendMessagesAsync(binding.User, [binding]);
        }
    }

    /// <summary>Asks the phones of a user to fetch their configuration.</summary>
    /// <param name="key">The user.</param>
    /// <param name="reboot">Whether they are to restart for it.</param>
    public Task<NotificationResult> CheckSyncAsync(string key, bool reboot) =>
        SendAsync(registrar.Registered(key), notify => notify.Add(SipHeaderName.Event, $"{CheckSync};reboot={(reboot ? "true" : "false")}"));

    /// <summary>Tells the phones of a user anything else.</summary>
    /// <param name="key">The user.</param>
    /// <param name="eventName">The value of Event.</param>
    /// <param name="contentType">The type of the body; null where there is none.</param>
    /// <param name="body">The body.</param>
    public Task<NotificationResult> NotifyAsync(string key, string eventName, string? contentType, ReadOnlyMemory<byte> body) =>
        SendAsync(registrar.Registered(key), notify =>
        {
            notify.Add(SipHeaderName.Event, eventName);
            if (contentType is not null)
            {
                notify.SetBody(contentType, body.ToArray());
            }
        });

    private void Note(string key, string domain, MessageCounts counts) => state.Write(Pbx.State.ChangeKind.MailboxChanged, writer =>
        writer.Upsert(new Mailbox { Id = new ObjectId(state.Name, key), Domain = domain, New = counts.New, Saved = counts.Saved, Urgent = counts.Urgent }));

    private Task<NotificationResult> SendMessagesAsync(string key, IReadOnlyList<Binding> bindings) => SendAsync(bindings, notify =>
    {
        notify.Add(SipHeaderName.Event, MessageSummary.Package);
        var account = notify.To!.Uri;
        notify.SetBody(MessageSummary.ContentType, view.Messages(key, account.ToString()).ToBytes());
    });

    private Task<NotificationResult> SendAsync(IReadOnlyList<Binding> bindings, Action<SipMessage> configure)
    {
        var answers = new NotificationAnswers();
        foreach (var binding in phones.OneOfEachPhone(bindings))
        {
            if (phones.TrySend(SipMethod.Notify, binding, new Party(null, binding.Number), answers, Configure))
            {
                answers.OnSent();
            }
        }
        answers.Complete();
        return answers.Result;

        void Configure(SipMessage notify)
        {
            notify.Add(SipHeaderName.SubscriptionState, NoSubscription);
            configure(notify);
        }
    }
}
