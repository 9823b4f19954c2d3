using System.Net;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Registrar;

internal sealed partial class SipRegistrar
{
    private readonly Dictionary<string, LoopTimer> _expiries = [];
    private readonly Dictionary<string, Task> _updates = [];
    private readonly Dictionary<string, IReadOnlyList<Binding>> _published = [];
    private readonly Dictionary<IPEndPoint, List<string>> _sources = [];
    private readonly BindingWatches _watches;

    /// <summary>Called after a user's contacts changed in a way that people see, with those that are left.</summary>
    public Action<string, IReadOnlyList<Binding>>? Changed { get; set; }

    /// <summary>Called when a phone registers, is gone, or could not prove who it is.</summary>
    public Action<RegistrationEvent>? Happened { get; set; }

    /// <summary>Called when a phone registers that was not registered before.</summary>
    public Action<Binding>? Came { get; set; }

    /// <summary>How many users have a contact; readable from any thread.</summary>
    public int RegisteredUsers => _expiries.Count;

    /// <summary>The users that have a contact.</summary>
    public IEnumerable<string> Users => _published.Keys;

    /// <summary>Takes up the bindings that the store kept over a restart. Nobody is told: the phones did not register now.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var user in (await _store.LoadAsync(cancellationToken)).GroupBy(binding => binding.User))
        {
            var live = Live(user.Select(binding => binding.Id == Guid.Empty ? binding with { Id = Guid.NewGuid() } : binding));
            await _store.SetAsync(user.Key, live, cancellationToken);
            Track(user.Key, live);
            Changed?.Invoke(user.Key, live);
        }
    }

    /// <summary>A user's contacts: those that have not expired, highest priority first, then the latest registered.</summary>
    public async ValueTask<IReadOnlyList<Binding>> FindAsync(string user, CancellationToken cancellationToken = default) =>
        Live(await _store.FindAsync(user, cancellationToken));

    /// <summary>A user's contacts that a call goes to: those that were heard in time; all of them where none was.</summary>
    public async ValueTask<IReadOnlyList<Binding>> FindHeardAsync(string user)
    {
        var bindings = await FindAsync(user);
        return bindings.Any(IsStale) && bindings.Any(binding => !IsStale(binding)) ? [.. bindings.Where(binding => !IsStale(binding))] : bindings;
    }

    /// <summary>A user's contacts as the world knows them, without asking the store.</summary>
    public IReadOnlyList<Binding> Registered(string user) => _published.GetValueOrDefault(user) ?? [];

    /// <summary>Whether a phone was not heard for too long.</summary>
    public bool IsStale(Binding binding) => _watches.IsStale(binding);

    /// <summary>When a phone was heard last.</summary>
    public DateTimeOffset HeardAt(Binding binding) => _watches.HeardAt(binding);

    /// <summary>Whether a phone is registered from this very address and port.</summary>
    public bool IsRegisteredFrom(IPEndPoint source) => _sources.ContainsKey(source);

    /// <summary>Whether a phone of this user is registered from this very address and port.</summary>
    public bool IsRegisteredFrom(string user, IPEndPoint source) => _sources.TryGetValue(source, out var users) && users.Contains(user);

    /// <summary>Removes all contacts of a user, for example because its account was removed.</summary>
    public Task RemoveAsync(string user) => InTurn(user, () => SaveAsync(user, [], RegistrationEnd.AccountRemoved));

    /// <summary>Removes what was registered by a connection that is gone and that only its peer could open again.</summary>
    public void ForgetSource(SipProtocol protocol, IPEndPoint source)
    {
        foreach (var user in _sources.GetValueOrDefault(source)?.Distinct().ToArray() ?? [])
        {
            _ = InTurn(user, () => ForgetSourceAsync(user, protocol, source));
        }
    }

    private async Task SaveAsync(string user, IReadOnlyList<Binding> bindings, RegistrationEnd end)
    {
        await _store.SetAsync(user, bindings, CancellationToken.None);
        var before = Registered(user);
        var wasStale = before.Any(IsStale);
        Track(user, bindings);
        if (TellChanges(user, before, bindings, end) || wasStale)
        {
            Changed?.Invoke(user, bindings);
        }
    }

    // A refresh that changes nothing but the time that is left is told to nobody before half of that is over.
    private bool TellChanges(string user, IReadOnlyList<Binding> before, IReadOnlyList<Binding> after, RegistrationEnd end)
    {
        var isNews = false;
        foreach (var gone in before)
        {
            if (!after.Any(binding => binding.Id == gone.Id))
            {
                isNews = true;
                Tell(RegistrationEventKind.Unregistered, gone, gone.ExpiresAt <= _loop.TimeProvider.GetUtcNow() ? RegistrationEnd.Expired : end);
            }
        }
        foreach (var binding in after)
        {
            if (before.FirstOrDefault(known => known.Id == binding.Id) is not { } known)
            {
                isNews = true;
                Tell(RegistrationEventKind.Registered, binding, end: null);
                Came?.Invoke(binding);
            }
            else if (binding.ToldAt != known.ToldAt)
            {
                isNews = true;
                Tell(RegistrationEventKind.Refreshed, binding, end: null);
            }
            else
            {
                isNews |= !binding.Source.Equals(known.Source) || binding.UserAgent != known.UserAgent || binding.Protocol != known.Protocol;
            }
        }
        return isNews;
    }

    private void Tell(RegistrationEventKind kind, Binding binding, RegistrationEnd? end)
    {
        if (Happened is not null)
        {
            var (user, domain) = _domains.Split(binding.User);
            Tell(new RegistrationEvent(kind, user, domain.Name, binding.Source) { Registration = Describe(binding), End = end });
        }
    }

    private void Tell(RegistrationEvent happened) => Happened?.Invoke(happened);

    /// <summary>A contact as programs see it.</summary>
    public Registration Describe(Binding binding)
    {
        var (user, domain) = _domains.Split(binding.User);
        return new Registration
        {
            Id = binding.Id,
            User = user,
            Domain = domain.Name,
            Realm = domain.Realm,
            Contact = binding.Contact,
            CallId = binding.CallId,
            RegisteredAt = binding.RegisteredAt,
            RefreshedAt = binding.RefreshedAt,
            ExpiresAt = binding.ExpiresAt,
            HeardAt = HeardAt(binding),
            IsStale = IsStale(binding),
            Source = binding.Source,
            Protocol = binding.Protocol,
            IsBehindNat = binding.IsBehindNat,
            UserAgent = binding.UserAgent,
            Allow = binding.Allow?.Split(", ", StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
    }

    // A phone stopped answering, or answers again.
    private void OnWatched(string user) => Changed?.Invoke(user, Registered(user));

    private void Track(string user, IReadOnlyList<Binding> bindings)
    {
        WatchExpiry(user, bindings);
        _watches.Follow(Registered(user), bindings);
        CountSources(user, bindings);
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
        foreach (var gone in Registered(user))
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
            _expiries.Add(user, timer = new LoopTimer(_loop, () => _ = InTurn(user, () => ExpireAsync(user))));
        }
        timer.Start(bindings.Min(binding => binding.ExpiresAt) - _loop.TimeProvider.GetUtcNow());
    }

    private async Task ForgetSourceAsync(string user, SipProtocol protocol, IPEndPoint source)
    {
        var current = Live(await _store.FindAsync(user, CancellationToken.None));
        var left = current.FindAll(binding => binding.Protocol != protocol || !binding.Source.Equals(source));
        if (left.Count < current.Count)
        {
            await SaveAsync(user, left, RegistrationEnd.ConnectionLost);
        }
    }

    private async Task ExpireAsync(string user) => await SaveAsync(user, Live(await _store.FindAsync(user, CancellationToken.None)), RegistrationEnd.Expired);

    private List<Binding> Live(IEnumerable<Binding> bindings)
    {
        var now = _loop.TimeProvider.GetUtcNow();
        return [.. bindings.Where(binding => binding.ExpiresAt > now).OrderByDescending(binding => binding.Priority).ThenByDescending(binding => binding.ExpiresAt)];
    }
}
