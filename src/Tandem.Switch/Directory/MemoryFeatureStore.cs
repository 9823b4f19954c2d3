namespace Tandem.Switch.Directory;

/// <summary>Keeps nothing beyond the exchange's own life: the default <see cref="IExtensionFeatureStore"/>.</summary>
internal sealed class MemoryFeatureStore : IExtensionFeatureStore
{
    public ValueTask<IReadOnlyList<ExtensionFeatures>> LoadAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<ExtensionFeatures>>([]);

    public ValueTask SetAsync(ExtensionFeatures features, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}
