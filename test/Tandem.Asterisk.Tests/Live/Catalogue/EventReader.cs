using Tandem.Asterisk.Live.Catalogue;

namespace Tandem.Asterisk.Tests.Live.Catalogue;

/// <summary>One who reads a stream of events.</summary>
internal sealed class EventReader(LiveEventStream stream) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<LiveEvent> _events = stream.GetAsyncEnumerator();

    /// <summary>All that was read.</summary>
    public List<LiveEvent> Read { get; } = [];

    /// <summary>Reads up to the first event of a kind.</summary>
    public Task<T> UntilAsync<T>()
        where T : LiveEvent => UntilAsync<T>(_ => true);

    /// <summary>Reads up to the first event of a kind that is as wanted.</summary>
    public async Task<T> UntilAsync<T>(Func<T, bool> wanted)
        where T : LiveEvent
    {
        while (await _events.MoveNextAsync().AsTask().WaitAsync(LivePbx.Patience))
        {
            Read.Add(_events.Current);
            if (_events.Current is T found && wanted(found))
            {
                return found;
            }
        }
        throw new InvalidOperationException($"The stream ended without {typeof(T).Name}, after {string.Join(", ", Read.Select(EventLine.Of))}.");
    }

    /// <summary>Whether the stream ends.</summary>
    public async Task<bool> EndsAsync()
    {
        while (await _events.MoveNextAsync().AsTask().WaitAsync(LivePbx.Patience))
        {
            Read.Add(_events.Current);
        }
        return true;
    }

    public ValueTask DisposeAsync() => _events.DisposeAsync();
}
