using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Exchanges;

/// <summary>
/// Several sources as one exchange: their changes, each with its kind and whole, in the order of their arrival, in one model with
/// positions of its own. A command goes to the source that owns the object; dialling goes to the source that owns the calling extension.
/// </summary>
public sealed partial class Exchange : IPbx, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly PbxState _state;
    private readonly TimeProvider _timeProvider;
    private volatile SourceLink[] _links = [];

    /// <summary>Makes an exchange without sources.</summary>
    /// <param name="timeProvider">The clock; <see langword="null"/> means the system's.</param>
    /// <param name="options">Settings of the merged model; <see langword="null"/> means the defaults.</param>
    public Exchange(TimeProvider? timeProvider = null, PbxStateOptions? options = null)
    {
        _timeProvider = timeProvider ?? TimeProvider.System;
        _state = PbxState.Merged(Name, () => Array.ConvertAll(_links, link => link.Name), _timeProvider, options);
        _state.Outbox.Archived += OnArchived;
    }

    /// <summary>The name of the merged model: <c>exchange</c>. It is not the source of any object.</summary>
    public string Name => "exchange";

    /// <summary>The merged model.</summary>
    public IPbxModel Model => _state;

    /// <summary>What at least one of the sources can do.</summary>
    public CapabilitySet Capabilities =>
        _links.Aggregate(CapabilitySet.None, (all, link) => all.Union(link.Pbx.Capabilities));

    /// <summary>The sources, in the order in which they were added.</summary>
    public IReadOnlyList<IPbx> Sources => Array.ConvertAll(_links, link => link.Pbx);

    /// <summary>Adds a source. Its objects are in the model when this returns; its changes follow.</summary>
    /// <param name="source">The source.</param>
    /// <exception cref="InvalidOperationException">There is a source of this name already.</exception>
    public void Add(IPbx source)
    {
        ArgumentNullException.ThrowIfNull(source);
        lock (_gate)
        {
            if (FindLink(source.Name) is not null)
                throw new InvalidOperationException($"The exchange has a source '{source.Name}' already.");
            var link = new SourceLink(source, _state);
            _links = [.. _links, link];
            link.Start();
        }
    }

    /// <summary>
    /// Removes a source with its objects. Its live conversations end with <see cref="HangupCause.Interrupted"/> and stay in the model until
    /// their end has been acknowledged. The source itself goes on.
    /// </summary>
    /// <param name="name">The name of the source.</param>
    /// <returns><see langword="false"/> when there is none of this name.</returns>
    public async ValueTask<bool> RemoveAsync(string name)
    {
        SourceLink? link;
        lock (_gate)
        {
            link = FindLink(name);
            if (link is null)
                return false;
            _links = Array.FindAll(_links, item => item != link);
        }

        await link.DisposeAsync().ConfigureAwait(false);
        _state.Write(ChangeKind.SourceRemoved, writer =>
        {
            writer.Detail = name;
            writer.Reconcile(name, [], HangupCause.Interrupted);
        });
        return true;
    }

    /// <summary>Completes when the merged model has all that the sources have now: at a stop, before the outbox is drained for the last time.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task CatchUpAsync(CancellationToken cancellationToken = default) =>
        Task.WhenAll(_links.Select(link => link.WhenMergedAsync(link.Pbx.Model.Position))).WaitAsync(cancellationToken);

    /// <summary>Stops following the sources, which themselves go on. The model stays as it is.</summary>
    public async ValueTask DisposeAsync()
    {
        SourceLink[] links;
        lock (_gate)
        {
            links = _links;
            _links = [];
        }

        foreach (SourceLink link in links)
            await link.DisposeAsync().ConfigureAwait(false);
    }

    private SourceLink? FindLink(string name) => Array.Find(_links, link => link.Name == name);

    private void OnArchived(IReadOnlyList<ObjectId> conversations)
    {
        foreach (SourceLink link in _links)
            link.Acknowledge(conversations);
    }
}
