using System.Net.Sockets;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Testing;

public sealed partial class FakeAsterisk
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A session began, logged in or ended.</summary>
    internal void OnSessionChanged(FakeSession session, bool isOver = false)
    {
        lock (_lock)
        {
            if (isOver)
            {
                _sessions.Remove(session);
            }
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>An action came.</summary>
    internal void OnReceived(AmiMessage action)
    {
        lock (_lock)
        {
            _received.Enqueue(action);
            foreach (var (wanted, found) in _awaited.Where(entry => entry.Wanted(action)).ToArray())
            {
                _awaited.Remove((wanted, found));
                found.TrySetResult(action);
            }
        }
    }

    /// <summary>What is answered to an action of a client that is logged in.</summary>
    internal FakeReply Answer(AmiMessage action)
    {
        var name = action["Action"]!;
        if (_denied.ContainsKey(name))
        {
            return FakeReply.Error("Permission denied");
        }
        return _scripts.TryGetValue(name, out var script) ? script(action)
            : BuiltInReplies.To(action, permitted => !_denied.ContainsKey(permitted))
            ?? _fold.Answer(action)
            ?? FakeReply.Error($"Invalid/unknown command: {name}. Use Action: ListCommands to show available commands.");
    }

    private FakeSession[] LoggedIn()
    {
        lock (_lock)
        {
            return [.. _sessions.Where(session => session.IsLoggedIn)];
        }
    }

    private FakeSession[] All()
    {
        lock (_lock)
        {
            return [.. _sessions];
        }
    }

    // An event has happened before any client sees it, so that a list asked for after it holds it.
    private async Task SendAsync(IEnumerable<(AmiMessage Event, byte[] Bytes)> events)
    {
        var sent = new List<(AmiMessage Event, byte[] Bytes)>();
        foreach (var item in events)
        {
            _fold.Add(item.Event);
            sent.Add(item);
        }
        await Task.WhenAll(LoggedIn().Select(session => session.SendAsync(sent))).ConfigureAwait(false);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await listener.AcceptSocketAsync().ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
            Connections++;
            if (RefusesLogins)
            {
                socket.Dispose();
                continue;
            }
            var session = new FakeSession(this, socket);
            lock (_lock)
            {
                _sessions.Add(session);
            }
            _ = session.RunAsync();
        }
    }
}
