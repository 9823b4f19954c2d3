using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing.Folding;

namespace Tandem.Asterisk.Testing;

/// <summary>
/// An Asterisk for tests: a manager interface on a real socket that replays what a real one wrote, keeps account of it, so that its lists
/// fit what it replayed, answers actions as told, and has every fault that a network and an Asterisk can have.
/// </summary>
public sealed partial class FakeAsterisk : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<AmiMessage, FakeReply>> _scripts = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, bool> _denied = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<AmiMessage> _received = new();
    private readonly AsteriskFold _fold;
    private readonly Lock _lock = new();
    private readonly List<FakeSession> _sessions = [];
    private readonly List<(Func<AmiMessage, bool> Wanted, TaskCompletionSource<AmiMessage> Found)> _awaited = [];
    private TcpListener _listener;
    private Task _accepting;
    private bool _isDisposed;

    private FakeAsterisk(FakeAsteriskOptions options)
    {
        Options = options;
        _fold = new AsteriskFold(options.TimeProvider);
        _listener = new TcpListener(options.Address, options.Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>The settings that it was made with.</summary>
    public FakeAsteriskOptions Options { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Settings by which a client reaches it, without TLS.</summary>
    public AmiClientOptions ClientOptions => new() { Host = Options.Address.ToString(), Port = Port, Username = Options.Username, Secret = Options.Secret };

    /// <summary>The actions that came, in order, each with <c>Action</c> first.</summary>
    public IReadOnlyCollection<AmiMessage> Received => _received;

    /// <summary>The clients that are logged in now.</summary>
    public int Sessions => LoggedIn().Length;

    /// <summary>How many connections came since the start.</summary>
    public int Connections { get; private set; }

    /// <summary>Every write is cut into pieces of so many bytes; 0, the default, for none.</summary>
    public int PieceSize { get; set; }

    /// <summary>Whether an empty block comes before each block.</summary>
    public bool HasEmptyBlocks { get; set; }

    /// <summary>Whether it takes connections and closes them before the banner, as beyond <c>authlimit</c>.</summary>
    public bool RefusesLogins { get; set; }

    /// <summary>Whether nothing is written any more, though the connections stay: neither answers nor events, until it is set back.</summary>
    public bool IsStalled { get; set; }

    /// <summary>Starts one.</summary>
    /// <param name="options">Its settings; null for the defaults.</param>
    public static FakeAsterisk Start(FakeAsteriskOptions? options = null) => new(options ?? new FakeAsteriskOptions());

    /// <summary>Tells what is answered to an action.</summary>
    /// <param name="action">Its name.</param>
    /// <param name="reply">The answer to what came.</param>
    public void On(string action, Func<AmiMessage, FakeReply> reply) => _scripts[action] = reply;

    /// <summary>Tells what is answered to an action.</summary>
    /// <param name="action">Its name.</param>
    /// <param name="reply">The answer.</param>
    public void On(string action, FakeReply reply) => On(action, _ => reply);

    /// <summary>Lets the user lack the permission for an action.</summary>
    public void Deny(string action) => _denied[action] = true;

    /// <summary>Waits for the first action that fits, of those that came and those to come.</summary>
    /// <param name="action">Its name.</param>
    /// <param name="wanted">What it must be like; null for anything.</param>
    public Task<AmiMessage> ReceivedAsync(string action, Func<AmiMessage, bool>? wanted = null)
    {
        bool Fits(AmiMessage message) => action.Equals(message["Action"], StringComparison.OrdinalIgnoreCase) && (wanted is null || wanted(message));
        lock (_lock)
        {
            if (_received.FirstOrDefault(Fits) is { } found)
            {
                return Task.FromResult(found);
            }
            var source = new TaskCompletionSource<AmiMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((Fits, source));
            return source.Task;
        }
    }

    /// <summary>Sends an event to all clients, and counts it as having happened.</summary>
    /// <param name="name">The event.</param>
    /// <param name="headers">Its headers.</param>
    public Task SendEventAsync(string name, params IEnumerable<AmiHeader> headers) => SendEventAsync(new AmiMessage(headers.Prepend(new AmiHeader("Event", name))));

    /// <summary>Sends events to all clients in one piece, and counts them as having happened.</summary>
    /// <param name="events">The events.</param>
    public Task SendEventAsync(params IEnumerable<AmiMessage> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        return SendAsync(events.Select(message => (message, Encoding.UTF8.GetBytes(string.Concat(message.Select(header => $"{header}\r\n")) + "\r\n"))));
    }

    /// <summary>Sends bytes to all clients as they are.</summary>
    public Task SendBytesAsync(ReadOnlyMemory<byte> bytes) => Task.WhenAll(LoggedIn().Select(session => session.WriteAsync(bytes)));

    /// <summary>Sends the events of a transcript to all clients, byte by byte as they were, and counts them as having happened. Its logins and its answers to actions are not sent; items of lists are only counted.</summary>
    /// <param name="transcript">What a real Asterisk wrote.</param>
    /// <param name="wanted">Which events; null for all.</param>
    public Task ReplayAsync(AmiTranscript transcript, Func<AmiMessage, bool>? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        return SendAsync(TranscriptEvents.Of(transcript, _fold).Where(item => wanted is null || wanted(item.Event)));
    }

    /// <summary>Counts the events of a transcript as having happened before any client came: nothing is sent.</summary>
    /// <param name="transcript">What a real Asterisk wrote.</param>
    /// <param name="wanted">Which events; null for all.</param>
    public void Remember(AmiTranscript transcript, Func<AmiMessage, bool>? wanted = null)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        foreach (var (message, _) in TranscriptEvents.Of(transcript, _fold).Where(item => wanted is null || wanted(item.Event)))
        {
            _fold.Add(message);
        }
    }

    /// <summary>Forgets all channels, bridges and calls, as a restart does; what is configured stays.</summary>
    public void Restart() => _fold.Restart();

    /// <summary>Closes all connections.</summary>
    public async Task DropAsync()
    {
        foreach (var session in All())
        {
            await session.CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Closes all connections within an event.</summary>
    public async Task DropWithinBlockAsync()
    {
        foreach (var session in LoggedIn())
        {
            await session.WriteLastAsync("Event: Hangup\r\nPrivilege: call,all\r\nChann"u8.ToArray()).ConfigureAwait(false);
        }
        await DropAsync().ConfigureAwait(false);
    }

    /// <summary>Closes all connections and takes none, so that connecting is refused.</summary>
    public async Task StopListeningAsync()
    {
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        await DropAsync().ConfigureAwait(false);
    }

    /// <summary>Takes connections again, on the same port.</summary>
    public void StartListening()
    {
        _listener = new TcpListener(Options.Address, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    /// <summary>Waits until so many clients are logged in.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task WaitForSessionsAsync(int count, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_sessions.Count(session => session.IsLoggedIn) == count)
                {
                    return;
                }
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Closes all connections and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            await StopListeningAsync().ConfigureAwait(false);
        }
    }
}
