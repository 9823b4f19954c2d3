using System.Collections.Concurrent;

namespace Tandem.Switch.Directory;

/// <summary>Accounts in memory: the default <see cref="ICredentialSource"/>. Changed from any thread at any time.</summary>
public sealed class AccountDirectory : ICredentialSource
{
    private readonly ConcurrentDictionary<(string? Realm, string Number), SipAccount> _accounts = new();

    /// <summary>Adds an account, or replaces the one of the same number and realm.</summary>
    public void Set(SipAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _accounts[(account.Realm, account.Number)] = account;
    }

    /// <summary>Removes an account.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="realm">Its <see cref="SipAccount.Realm"/>.</param>
    /// <returns>False where there was none.</returns>
    public bool Remove(string number, string? realm = null) => _accounts.TryRemove((realm, number), out _);

    /// <inheritdoc/>
    public ValueTask<SipAccount?> FindAsync(string user, string realm, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_accounts.GetValueOrDefault((realm, user)) ?? _accounts.GetValueOrDefault((null, user)));
}
