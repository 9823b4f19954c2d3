namespace Tandem.Switch.Directory;

/// <summary>Where the exchange keeps what users have set for their calls: its door to an application's store.</summary>
public interface IExtensionFeatureStore
{
    /// <summary>Reads all, at the start. An exception stops the start.</summary>
    ValueTask<IReadOnlyList<ExtensionFeatures>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what is set for an extension; where nothing is set any more, it may be forgotten.</summary>
    /// <param name="features">What is set now.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">It cannot be kept: the command fails, and nothing is changed.</exception>
    ValueTask SetAsync(ExtensionFeatures features, CancellationToken cancellationToken);
}
