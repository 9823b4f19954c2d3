using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Switch.Admission;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Registrar;

/// <summary>
/// The registrar (RFC 3261 10.3): authenticates REGISTER, keeps the contacts of each user with their expiry, and says where a user is.
/// Belongs to the signalling loop; an update of one user waits for the one before. Users are known by their keys (<see cref="DomainTable"/>).
/// </summary>
internal sealed partial class SipRegistrar
{
    private static readonly TimeSpan HookPatience = TimeSpan.FromSeconds(5);

    private readonly SignalLoop _loop;
    private readonly RequestAuthenticator _authenticator;
    private readonly DomainTable _domains;
    private readonly IBindingStore _store;
    private readonly RegistrarOptions _options;
    private readonly Refusals _refusals;

    public SipRegistrar(
        SignalLoop loop, RequestAuthenticator authenticator, DomainTable domains, IBindingStore store, RegistrarOptions options, ContactRequests phones, Refusals refusals)
    {
        _loop = loop;
        _authenticator = authenticator;
        _domains = domains;
        _store = store;
        _options = options;
        _refusals = refusals;
        _watches = new BindingWatches(loop, options, phones, OnWatched);
    }

    /// <summary>Answers a REGISTER.</summary>
    public async void OnRegister(ServerTransaction transaction)
    {
        try
        {
            await RegisterAsync(transaction);
        }
        catch (Exception exception)
        {
            _refusals.OnRegistrationFailed(exception, transaction.Flow.Remote);
            transaction.Respond(500);
        }
    }

    private async Task RegisterAsync(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var (outcome, account) = await _authenticator.AuthenticateAsync(request, transaction.Flow.Remote, SipHeaderName.Authorization, CancellationToken.None);
        if (outcome is AuthenticationOutcome.Missing or AuthenticationOutcome.Stale or AuthenticationOutcome.Weaker)
        {
            var challenge = request.CreateResponse(401, null, SipStack.NewTag());
            _authenticator.Challenge(challenge, outcome);
            transaction.RespondOnce(challenge);
        }
        else if (outcome == AuthenticationOutcome.Locked)
        {
            var locked = request.CreateResponse(503, null, SipStack.NewTag());
            Refusals.AddRetryAfter(locked);
            transaction.RespondOnce(locked);
        }
        else if (account is null || request.To!.Uri.User != account.Number)
        {
            // The same for an unknown user, a wrong secret, and another's address of record. What is registered stays.
            var user = request.To!.Uri.User;
            _refusals.OnRegistrationRefused(user, transaction.Flow.Remote);
            Tell(new RegistrationEvent(RegistrationEventKind.AuthenticationFailed, user ?? "", _domains.Of(request).Name, transaction.Flow.Remote));
            transaction.RespondOnce(request.CreateResponse(403, null, SipStack.NewTag()));
        }
        else
        {
            await InTurn(_domains.KeyOf(account), () => UpdateAsync(transaction, account));
        }
    }

    private async Task UpdateAsync(ServerTransaction transaction, SipAccount account)
    {
        var request = transaction.Request;
        var user = _domains.KeyOf(account);
        var decision = await DecideAsync(transaction, account);
        if (decision.StatusCode is { } refused)
        {
            transaction.Respond(refused, decision.Reason);
            return;
        }
        var current = Live(await _store.FindAsync(user, CancellationToken.None));
        var terms = new RegistrationTerms(_options, decision);
        var update = BindingUpdate.Apply(transaction, user, current, terms, _loop.TimeProvider.GetUtcNow());
        if (update.Bindings is not { } bindings)
        {
            var refusal = request.CreateResponse(update.StatusCode, update.Reason, SipStack.NewTag());
            if (update.StatusCode == 423)
            {
                refusal.Add("Min-Expires", $"{terms.LeastExpires}");
            }
            transaction.Respond(refusal);
            return;
        }
        if (!ReferenceEquals(bindings, current))
        {
            await SaveAsync(user, bindings, RegistrationEnd.Removed);
        }
        transaction.Respond(Success(request, Live(bindings)));
    }

    // Who takes contacts away, or asks which there are, wants nothing that could be refused.
    private async ValueTask<RegistrationDecision> DecideAsync(ServerTransaction transaction, SipAccount account)
    {
        var request = transaction.Request;
        if (_options.BeforeRegistration is not { } hook || request.IsContactStar || !request.Contacts.Any(contact => (contact.Expires ?? request.Expires) != 0))
        {
            return RegistrationDecision.Grant;
        }
        using var patience = new CancellationTokenSource(HookPatience, _loop.TimeProvider);
        var asked = new RegistrationRequest(account, request, transaction.Flow.Remote, transaction.Flow.Transport.Protocol);
        // Off the loop, which nothing of a user may hold up.
        return await Task.Run(() => hook(asked, patience.Token).AsTask(), CancellationToken.None).WaitAsync(patience.Token);
    }

    private SipMessage Success(SipMessage request, IReadOnlyList<Binding> bindings)
    {
        var now = _loop.TimeProvider.GetUtcNow();
        var response = request.CreateResponse(200, null, SipStack.NewTag());
        foreach (var binding in bindings)
        {
            // Rounded to the nearest second: a phone that asked for 60 is told 60.
            var seconds = Math.Max(1, (long)Math.Round((binding.ExpiresAt - now).TotalSeconds));
            var told = (binding.RegPing ?? _options.RegPing) is > 0 and var ping ? Math.Min(seconds, ping) : seconds;
            var flow = binding.RegId > 0 ? $";+sip.instance=\"<{binding.Instance}>\";reg-id={binding.RegId}" : "";
            response.Add(SipHeaderName.Contact, $"<{binding.Contact}>;expires={told}{flow}");
        }
        foreach (var path in request.GetAll(SipHeaderName.Path))
        {
            // RFC 3327 5.3: the phone sees which proxies its calls come through.
            response.Add(SipHeaderName.Path, path);
        }
        response.Add(SipHeaderName.Supported, "path, outbound");
        if (request.Contacts.Any(contact => OutboundFlow.Of(request, contact) is not null))
        {
            response.Add(SipHeaderName.Require, "outbound");
        }
        response.Add("Date", now.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        return response;
    }

    // A read, a change and a write of one user's contacts must not mix with another's, though each of them may wait for the store.
    private async Task InTurn(string user, Func<Task> update)
    {
        var turn = After(_updates.GetValueOrDefault(user), update);
        _updates[user] = turn;
        try
        {
            await turn;
        }
        finally
        {
            if (_updates.GetValueOrDefault(user) == turn)
            {
                _updates.Remove(user);
            }
        }
    }

    private static async Task After(Task? earlier, Func<Task> update)
    {
        if (earlier is { IsCompleted: false })
        {
            await earlier.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.FromCurrentSynchronizationContext());
        }
        await update();
    }
}
