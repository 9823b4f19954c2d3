namespace Tandem.Switch.Directory;

/// <summary>Where the exchange finds accounts: its door to an application's user store.</summary>
public interface ICredentialSource
{
    /// <summary>Finds an account.</summary>
    /// <param name="user">SIP user name, as the request gives it.</param>
    /// <param name="realm">The realm asked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The account; null where there is none. An exception refuses the request with 500 and is logged.</returns>
    ValueTask<SipAccount?> FindAsync(string user, string realm, CancellationToken cancellationToken);
}
