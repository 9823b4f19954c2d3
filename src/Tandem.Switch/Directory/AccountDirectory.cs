using System.Collections.Concurrent;

namespace Tandem.Switch.Directory;

/// <summary>Accounts in memory: the default <see cref="ICredentialSource"/>. Changed from any thread at any time.</summary>
public sealed class AccountDirectory : ICredentialSource
{
    private readonly ConcurrentDictionary<string, SipAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>Adds an account, or replaces the one of the same number.</summary>
    public void Set(SipAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _accounts[account.Number] = account;
    }

    /// <summary>Removes an account.</summary>
    /// <returns>False where there was none.</returns>
    public bool Remove(string number) => _accounts.TryRemove(number, out _);

    /// <inheritdoc/>
    public ValueTask<SipAccount?> FindAsync(string user, string realm, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_accounts.GetValueOrDefault(user));
}
