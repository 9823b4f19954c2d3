using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Registrar;

/// <summary>
/// Who is registered, and where: by domain, user or contact. Every list has the registration first that is valid longest, and is as it was at
/// one moment. May be used from any thread.
/// </summary>
public sealed class RegistrationLookup
{
    private readonly SignalLoop _loop;
    private readonly SipRegistrar _registrar;
    private readonly DomainTable _domains;

    internal RegistrationLookup(SignalLoop loop, SipRegistrar registrar, DomainTable domains)
    {
        _loop = loop;
        _registrar = registrar;
        _domains = domains;
    }

    /// <summary>The digest realms of the domains that have a registered phone, in the order of the options.</summary>
    public Task<IReadOnlyList<string>> RealmsAsync() => _loop.InvokeAsync<IReadOnlyList<string>>(() =>
    {
        var used = _registrar.Users.Select(key => _domains.Split(key).Domain).ToHashSet();
        return [.. _domains.All.Where(used.Contains).Select(domain => domain.Realm)];
    });

    /// <summary>The registrations of a domain's users.</summary>
    /// <param name="domain">The name of the domain, its realm, or one of its hosts.</param>
    /// <param name="omitStale">Whether phones that were not heard for long are left out.</param>
    /// <returns>Empty where there is no such domain.</returns>
    public Task<IReadOnlyList<Registration>> UsersAsync(string domain, bool omitStale = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(domain);
        return _loop.InvokeAsync(() => Find(omitStale, DomainOf(domain) is { } wanted ? _registrar.Users.Where(key => _domains.Split(key).Domain == wanted) : []));
    }

    /// <summary>The registrations of a user.</summary>
    /// <param name="user">Its number in the exchange's own domain; <c>number@domain</c> or <c>sip:number@host</c> in any.</param>
    /// <param name="omitStale">Whether phones that were not heard for long are left out.</param>
    /// <returns>Empty where there is no such user, or none that is registered.</returns>
    public Task<IReadOnlyList<Registration>> FindAsync(string user, bool omitStale = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(user);
        return _loop.InvokeAsync(() => Find(omitStale, KeyOf(user) is { } key ? [key] : []));
    }

    /// <summary>The registrations that have a Contact, whoever's they are.</summary>
    /// <param name="contact">The Contact, compared as RFC 3261 19.1.4 says.</param>
    /// <param name="omitStale">Whether phones that were not heard for long are left out.</param>
    public Task<IReadOnlyList<Registration>> FindAsync(SipUri contact, bool omitStale = false)
    {
        ArgumentNullException.ThrowIfNull(contact);
        return _loop.InvokeAsync<IReadOnlyList<Registration>>(() => [.. Find(omitStale, _registrar.Users).Where(registration => registration.Contact.Equals(contact))]);
    }

    private IReadOnlyList<Registration> Find(bool omitStale, IEnumerable<string> keys)
    {
        var now = _loop.TimeProvider.GetUtcNow();
        return
        [
            .. keys.SelectMany(_registrar.Registered).Where(binding => binding.ExpiresAt > now && !(omitStale && _registrar.IsStale(binding)))
                .OrderByDescending(binding => binding.ExpiresAt).Select(_registrar.Describe),
        ];
    }

    private string? KeyOf(string user)
    {
        if (SipUri.TryParse(user, out var uri) && uri.IsSip)
        {
            return uri.User is null ? null : _domains.KeyOf(uri.User, _domains.Of(uri));
        }
        var at = user.LastIndexOf('@');
        return at < 0 ? user : DomainOf(user[(at + 1)..]) is { } domain ? _domains.KeyOf(user[..at], domain) : null;
    }

    private SipDomain? DomainOf(string text) => _domains.Named(text) ?? _domains.OfRealm(text) ?? (_domains.Of(text) is var found && found != _domains.Default ? found : null);
}
