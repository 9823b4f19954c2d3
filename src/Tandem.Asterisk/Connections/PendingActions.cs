using System.Diagnostics.CodeAnalysis;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Connections;

/// <summary>The actions of one connection that are not answered.</summary>
internal sealed class PendingActions
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PendingAction> _actions = new(AsciiComparer.Ordinal);
    private volatile int _count;
    private volatile int _awaitEvents;
    private AmiException? _closed;

    public int Count => _count;

    /// <summary>Whether an action waits for events, so that these have to be looked into.</summary>
    public bool AwaitEvents => _awaitEvents > 0;

    /// <exception cref="AmiDisconnectedException">The connection ended.</exception>
    /// <exception cref="ArgumentException">Another action has its id.</exception>
    public void Add(PendingAction action)
    {
        lock (_lock)
        {
            if (_closed is not null)
            {
                throw new AmiDisconnectedException($"{action.Name} was not sent, as the connection ended: {_closed.Message}", inner: _closed);
            }
            if (!_actions.TryAdd(action.Id, action))
            {
                throw new ArgumentException($"Another action with the ActionID '{action.Id}' is under way.");
            }
            _count++;
            _awaitEvents += action.Shape == ReplyShape.Single ? 0 : 1;
        }
    }

    public bool TryGet(ReadOnlySpan<byte> id, [NotNullWhen(true)] out PendingAction? action)
    {
        lock (_lock)
        {
            return _actions.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(id, out action);
        }
    }

    public void Remove(PendingAction action)
    {
        lock (_lock)
        {
            if (_actions.TryGetValue(action.Id, out var found) && ReferenceEquals(found, action))
            {
                _actions.Remove(action.Id);
                _count--;
                _awaitEvents -= action.Shape == ReplyShape.Single ? 0 : 1;
            }
        }
    }

    /// <summary>Fails all, and all to come.</summary>
    public void Close(AmiException reason)
    {
        PendingAction[] actions;
        lock (_lock)
        {
            _closed ??= reason;
            actions = [.. _actions.Values];
        }
        foreach (var action in actions)
        {
            action.Fail(new AmiDisconnectedException(
                action.IsSent ? $"The connection ended before {action.Name} was answered; whether it was done is not known: {reason.Message}" : $"{action.Name} was not sent, as the connection ended: {reason.Message}",
                action.IsSent,
                reason));
        }
    }
}
