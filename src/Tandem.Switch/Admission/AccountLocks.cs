using System.Net;

namespace Tandem.Switch.Admission;

/// <summary>
/// Accounts that are guessed at from many sources: too many failures within a minute, and for the next one nobody logs in anew, right or wrong.
/// Names that are no accounts are counted as well, so that nobody learns which ones are. Belongs to the signalling loop.
/// </summary>
/// <param name="limit">Failures a minute that lock an account; 0 for no limit.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="locked">Is told of each account that is locked, and until when.</param>
/// <param name="isExempt">Whether an account is served at a source all the same: a phone of it is registered from there, or the source is trusted.</param>
internal sealed class AccountLocks(int limit, TimeProvider timeProvider, Action<string, DateTimeOffset> locked, Func<string, IPEndPoint, bool> isExempt)
{
    private const int MaxName = 64;

    private readonly FailureWindow<string> _accounts = new(limit, timeProvider);

    /// <summary>Notes wrong credentials.</summary>
    /// <returns>True where the account is locked by them.</returns>
    public bool Add(string user)
    {
        if (user.Length > MaxName || !_accounts.Add(user))
        {
            return false;
        }
        locked(user, timeProvider.GetUtcNow() + FailureWindow<string>.Window);
        return true;
    }

    /// <summary>Whether credentials of an account are not looked at now.</summary>
    public bool IsLocked(string user, IPEndPoint source) => _accounts.IsClosed(user) && !isExempt(user, source);
}
