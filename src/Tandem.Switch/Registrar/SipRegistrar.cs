using System.Net;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;
using Tandem.Switch.Admission;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Registrar;

/// <summary>
/// The registrar (RFC 3261 10.3): authenticates REGISTER, keeps the contacts of each user with their expiry, and says where a user is.
/// Belongs to the signalling loop; an update of one user waits for the one before.
/// </summary>
internal sealed class SipRegistrar(
    SignalLoop loop, RequestAuthenticator authenticator, IBindingStore store, RegistrarOptions options, Refusals refusals)
{
    private readonly Dictionary<string, LoopTimer> _expiries = [];
    private readonly Dictionary<string, Task> _updates = [];
    private readonly Dictionary<string, IReadOnlyList<Binding>> _published = [];
    private readonly Dictionary<IPEndPoint, List<string>> _sources = [];

    /// <summary>Called after a user's contacts changed, with those that are left.</summary>
    public Action<string, IReadOnlyList<Binding>>? Changed { get; set; }

    /// <summary>How many users have a contact; readable from any thread.</summary>
    public int RegisteredUsers => _expiries.Count;

    /// <summary>Takes up the bindings that the store kept over a restart.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var user in (await store.LoadAsync(cancellationToken)).GroupBy(binding => binding.User))
        {
            var live = Live(user);
            await store.SetAsync(user.Key, live, cancellationToken);
            Publish(user.Key, live);
        }
    }

    /// <summary>A user's contacts: those that have not expired, highest priority first, then the latest registered.</summary>
    public async ValueTask<IReadOnlyList<Binding>> FindAsync(string user, CancellationToken cancellationToken = default) =>
        Live(await store.FindAsync(user, cancellationToken));

    /// <summary>Whether a phone is registered from this very address and port.</summary>
    public bool IsRegisteredFrom(IPEndPoint source) => _sources.ContainsKey(source);

    /// <summary>Whether a phone of this user is registered from this very address and port.</summary>
    public bool IsRegisteredFrom(string user, IPEndPoint source) => _sources.TryGetValue(source, out var users) && users.Contains(user);

    /// <summary>Removes all contacts of a user, for example because its account was removed.</summary>
    public Task RemoveAsync(string user) => InTurn(user, () => SaveAsync(user, []));

    /// <summary>Removes what was registered by a connection that is gone and that only its peer could open again.</summary>
    public void ForgetSource(SipProtocol protocol, IPEndPoint source)
    {
        foreach (var user in _sources.GetValueOrDefault(source)?.Distinct().ToArray() ?? [])
        {
            _ = InTurn(user, () => ForgetSourceAsync(user, protocol, source));
        }
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
            refusals.OnRegistrationFailed(exception, transaction.Flow.Remote);
            transaction.Respond(500);
        }
    }

    private async Task RegisterAsync(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var (outcome, account) = await authenticator.AuthenticateAsync(request, transaction.Flow.Remote, SipHeaderName.Authorization, CancellationToken.None);
        if (outcome is AuthenticationOutcome.Missing or AuthenticationOutcome.Stale or AuthenticationOutcome.Weaker)
        {
            var challenge = request.CreateResponse(401, null, SipStack.NewTag());
            authenticator.Challenge(challenge, outcome);
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
            // The same for an unknown user, a wrong secret, and another's address of record.
            refusals.OnRegistrationRefused(request.To!.Uri.User, transaction.Flow.Remote);
            transaction.RespondOnce(request.CreateResponse(403, null, SipStack.NewTag()));
        }
        else
        {
            await InTurn(account.Number, () => UpdateAsync(transaction, account.Number));
        }
    }

    private async Task UpdateAsync(ServerTransaction transaction, string user)
    {
        var request = transaction.Request;
        var current = Live(await store.FindAsync(user, CancellationToken.None));
        var update = BindingUpdate.Apply(transaction, user, current, options, loop.TimeProvider.GetUtcNow());
        if (update.Bindings is not { } bindings)
        {
            var refusal = request.CreateResponse(update.StatusCode, update.Reason, SipStack.NewTag());
            if (update.StatusCode == 423)
            {
                refusal.Add("Min-Expires", $"{options.MinExpires}");
            }
            transaction.Respond(refusal);
            return;
        }
        if (!ReferenceEquals(bindings, current))
        {
            await SaveAsync(user, bindings);
        }
        transaction.Respond(Success(request, Live(bindings)));
    }

    private SipMessage Success(SipMessage request, IReadOnlyList<Binding> bindings)
    {
        var now = loop.TimeProvider.GetUtcNow();
        var response = request.CreateResponse(200, null, SipStack.NewTag());
        foreach (var binding in bindings)
        {
            // Rounded to the nearest second: a phone that asked for 60 is told 60.
            var seconds = Math.Max(1, (long)Math.Round((binding.ExpiresAt - now).TotalSeconds));
            var flow = binding.RegId > 0 ? $";+sip.instance=\"<{binding.Instance}>\";reg-id={binding.RegId}" : "";
            response.Add(SipHeaderName.Contact, $"<{binding.Contact}>;expires={seconds}{flow}");
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

    private async Task SaveAsync(string user, IReadOnlyList<Binding> bindings)
    {
        await store.SetAsync(user, bindings, CancellationToken.None);
        Publish(user, bindings);
    }

    private void Publish(string user, IReadOnlyList<Binding> bindings)
    {
        WatchExpiry(user, bindings);
        CountSources(user, bindings);
        Changed?.Invoke(user, bindings);
    }

    private void CountSources(string user, IReadOnlyList<Binding> bindings)
    {
        foreach (var binding in bindings)
        {
            if (!_sources.TryGetValue(binding.Source, out var users))
            {
                _sources.Add(binding.Source, users = new List<string>(1));
            }
            users.Add(user);
        }
        foreach (var gone in _published.GetValueOrDefault(user) ?? [])
        {
            var users = _sources[gone.Source];
            users.Remove(user);
            if (users.Count == 0)
            {
                _sources.Remove(gone.Source);
            }
        }
        if (bindings.Count > 0)
        {
            _published[user] = bindings;
        }
        else
        {
            _published.Remove(user);
        }
    }

    private void WatchExpiry(string user, IReadOnlyList<Binding> bindings)
    {
        if (bindings.Count == 0)
        {
            if (_expiries.Remove(user, out var idle))
            {
                idle.Stop();
            }
            return;
        }
        if (!_expiries.TryGetValue(user, out var timer))
        {
            _expiries.Add(user, timer = new LoopTimer(loop, () => _ = InTurn(user, () => ExpireAsync(user))));
        }
        timer.Start(bindings.Min(binding => binding.ExpiresAt) - loop.TimeProvider.GetUtcNow());
    }

    private async Task ForgetSourceAsync(string user, SipProtocol protocol, IPEndPoint source)
    {
        var current = Live(await store.FindAsync(user, CancellationToken.None));
        var left = current.FindAll(binding => binding.Protocol != protocol || !binding.Source.Equals(source));
        if (left.Count < current.Count)
        {
            await SaveAsync(user, left);
        }
    }

    private async Task ExpireAsync(string user) => await SaveAsync(user, Live(await store.FindAsync(user, CancellationToken.None)));

    private List<Binding> Live(IEnumerable<Binding> bindings)
    {
        var now = loop.TimeProvider.GetUtcNow();
        return [.. bindings.Where(binding => binding.ExpiresAt > now).OrderByDescending(binding => binding.Priority).ThenByDescending(binding => binding.ExpiresAt)];
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
