namespace Tandem.Hub.Identity;

/// <summary>Adds and removes extensions: in the store, in the exchange and in the model at once.</summary>
internal interface IExtensionService
{
    /// <summary>Adds an extension to the store.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="number">Its number.</param>
    /// <param name="name">Its name; null or empty for none.</param>
    /// <param name="secret">Its SIP password; null makes one.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    Task<ExtensionOutcome> AddAsync(string domain, string number, string? name, string? secret, CancellationToken cancellationToken);

    /// <summary>Removes an extension, its registrations and its secret. Calls that are up go on.</summary>
    Task<ExtensionOutcome> RemoveAsync(string domain, string number, CancellationToken cancellationToken);
}
