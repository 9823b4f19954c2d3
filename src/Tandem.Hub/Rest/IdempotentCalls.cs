using Tandem.Pbx.Commands;

namespace Tandem.Hub.Rest;

/// <summary>
/// Remembers calls by the key that their client gave them, so that a request sent again makes no second call. A key is remembered for 24 hours,
/// for one token, in memory; of more than 10,000 keys the oldest is forgotten.
/// </summary>
internal sealed class IdempotentCalls(TimeProvider timeProvider)
{
    /// <summary>How many keys are remembered at most.</summary>
    public const int Capacity = 10_000;

    private const int MaxKeyLength = 128;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Token, string Key), Entry> _entries = [];
    private readonly Queue<((string Token, string Key) Name, DateTimeOffset At)> _order = new();

    /// <summary>Whether a text may be a key: 1 to 128 visible characters.</summary>
    /// <param name="key">The text.</param>
    public static bool IsKey(string key) => key.Length is >= 1 and <= MaxKeyLength && key.All(c => c is > ' ' and < '\x7f');

    /// <summary>Makes a call, unless it was made already: then this is the same, ended or still under way.</summary>
    /// <param name="token">The name of the token.</param>
    /// <param name="key">The key.</param>
    /// <param name="command">The call.</param>
    /// <param name="execute">Makes it. Must not throw, but return a failed task.</param>
    /// <returns>How it came out; null when the key was used for another call.</returns>
    public Task<CommandResult>? Execute(string token, string key, CallCommand command, Func<Task<CommandResult>> execute)
    {
        TaskCompletionSource<Task<CommandResult>> first;
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            ForgetWhile(oldest => now - oldest >= Lifetime);
            if (_entries.TryGetValue((token, key), out var known))
            {
                return known.Command == command ? known.Result : null;
            }
            ForgetWhile(_ => _order.Count >= Capacity);
            first = new TaskCompletionSource<Task<CommandResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
            _entries.Add((token, key), new Entry(command, first.Task.Unwrap()));
            _order.Enqueue(((token, key), now));
        }
        var result = execute();
        first.SetResult(result);
        return result;
    }

    private void ForgetWhile(Func<DateTimeOffset, bool> isTooMuch)
    {
        while (_order.TryPeek(out var oldest) && isTooMuch(oldest.At))
        {
            _entries.Remove(oldest.Name);
            _order.Dequeue();
        }
    }

    private sealed record Entry(CallCommand Command, Task<CommandResult> Result);
}
