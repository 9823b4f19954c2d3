using System.Collections.Concurrent;

namespace Tandem.Switch.Registrar;

/// <summary>Bindings in memory: the default <see cref="IBindingStore"/>; empty after a restart.</summary>
public sealed class MemoryBindingStore : IBindingStore
{
    private readonly ConcurrentDictionary<string, IReadOnlyList<Binding>> _bindings = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Binding>> LoadAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyList<Binding>>([.. _bindings.Values.SelectMany(bindings => bindings)]);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Binding>> FindAsync(string user, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_bindings.TryGetValue(user, out var bindings) ? bindings : []);

    /// <inheritdoc/>
    public ValueTask SetAsync(string user, IReadOnlyList<Binding> bindings, CancellationToken cancellationToken)
    {
        if (bindings.Count == 0)
        {
            _bindings.TryRemove(user, out _);
        }
        else
        {
            _bindings[user] = bindings;
        }
        return ValueTask.CompletedTask;
    }
}
