using Tandem.Sip.Loop;

namespace Tandem.Switch.Registrar;

/// <summary>
/// Whether registered phones are still there: each has one timer, by which it is asked and found silent. Where neither is wanted, nothing is
/// kept. Belongs to the signalling loop.
/// </summary>
/// <param name="loop">The loop.</param>
/// <param name="options">How often phones are asked, and when they are stale.</param>
/// <param name="phones">The way to them.</param>
/// <param name="changed">A phone of a user became stale, or is there again.</param>
internal sealed class BindingWatches(SignalLoop loop, RegistrarOptions options, ContactRequests phones, Action<string> changed)
{
    private readonly Dictionary<Guid, BindingWatch> _watches = [];

    /// <summary>Phones that are watched.</summary>
    public int Count => _watches.Count;

    public bool IsStale(Binding binding) => _watches.TryGetValue(binding.Id, out var watch) && watch.IsStale;

    public DateTimeOffset HeardAt(Binding binding) => _watches.TryGetValue(binding.Id, out var watch) ? watch.HeardAt : binding.RefreshedAt;

    /// <summary>Takes up the contacts of a user in place of those before.</summary>
    public void Follow(IReadOnlyList<Binding> before, IReadOnlyList<Binding> after)
    {
        foreach (var gone in before)
        {
            if (!after.Any(binding => binding.Id == gone.Id) && _watches.Remove(gone.Id, out var watch))
            {
                watch.Stop();
            }
        }
        foreach (var binding in after)
        {
            if (_watches.TryGetValue(binding.Id, out var watch))
            {
                watch.Refresh(binding);
            }
            else if (BindingWatch.Rhythm.Of(binding, options) is { IsNone: false })
            {
                _watches.Add(binding.Id, new BindingWatch(loop, options, phones, binding, changed));
            }
        }
    }
}
