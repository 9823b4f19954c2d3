using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Trace;

/// <summary>
/// Keeps the last SIP messages, so that the ladder of a live or recent call can be shown at any time. Bounded by number; the oldest go
/// first. Read from any thread.
/// </summary>
public sealed class SipTraceStore : ISipTrace
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Entry[] _ring;
    private readonly Dictionary<string, string> _conversations = [];
    private readonly Queue<string> _conversationOrder = new();
    private long _next;

    /// <summary>Creates an empty store.</summary>
    /// <param name="capacity">Most messages kept; default 20,000, about 15 MB.</param>
    /// <param name="timeProvider">The clock of the time stamps.</param>
    public SipTraceStore(int capacity = 20_000, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new Entry[capacity];
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void OnMessage(SipMessage message, ReadOnlyMemory<byte> bytes, SipFlow flow, bool outgoing)
    {
        ArgumentNullException.ThrowIfNull(message);
        var entry = new Entry(
            _timeProvider.GetUtcNow(), message.CallId ?? "", outgoing, flow, message.IsRequest ? message.MethodName : null, message.StatusCode, bytes);
        lock (_lock)
        {
            _ring[_next++ % _ring.Length] = entry;
        }
    }

    /// <summary>Says to which conversation a Call-ID belongs: the legs of one call have different ones.</summary>
    public void Assign(string callId, string conversationId)
    {
        lock (_lock)
        {
            if (_conversations.TryAdd(callId, conversationId))
            {
                _conversationOrder.Enqueue(callId);
            }
            while (_conversationOrder.Count > _ring.Length)
            {
                _conversations.Remove(_conversationOrder.Dequeue());
            }
        }
    }

    /// <summary>The calls of which messages are kept, newest first.</summary>
    public IReadOnlyList<TracedCall> Calls()
    {
        var calls = Snapshot().Where(found => found.Conversation is not null).GroupBy(found => found.Conversation!);
        return [.. calls.Select(Describe).OrderByDescending(call => call.StartedAt)];
    }

    /// <summary>The messages of a call in the order in which they crossed the wire.</summary>
    /// <param name="call">A conversation's id, the end of one that fits only one, or a Call-ID.</param>
    /// <returns>The messages; none where nothing is kept of such a call, or where the end fits several.</returns>
    public IReadOnlyList<TracedMessage> Find(string call)
    {
        ArgumentException.ThrowIfNullOrEmpty(call);
        var all = Snapshot();
        var named = all.Select(found => found.Conversation).OfType<string>().Distinct().ToList();
        var conversation = named.Find(id => id == call);
        if (conversation is null && named.FindAll(id => id.EndsWith(call, StringComparison.Ordinal)) is [var single])
        {
            conversation = single;
        }
        return [.. all.Where(found => conversation is null ? found.Entry.CallId == call : found.Conversation == conversation).Select(found => Reveal(found.Entry))];
    }

    private static TracedCall Describe(IGrouping<string, (Entry Entry, string? Conversation)> call)
    {
        var first = call.First().Entry;
        SipParser.TryParse(first.Bytes.Span, out var message);
        return new TracedCall(call.Key, first.At, message.From?.Uri.User ?? "", message.To?.Uri.User ?? "", call.Count());
    }

    private static TracedMessage Reveal(Entry entry)
    {
        var summary = entry.Method;
        if (summary is null)
        {
            SipParser.TryParse(entry.Bytes.Span, out var message);
            summary = $"{entry.StatusCode} {message.ReasonPhrase}";
        }
        return new TracedMessage(
            entry.At,
            entry.CallId,
            entry.Outgoing,
            entry.Flow.Transport.Protocol,
            entry.Flow.Transport.LocalEndPoint,
            entry.Flow.Remote,
            summary,
            CredentialMask.Apply(entry.Bytes.Span));
    }

    private List<(Entry Entry, string? Conversation)> Snapshot()
    {
        lock (_lock)
        {
            var count = Math.Min(_next, _ring.Length);
            var all = new List<(Entry, string?)>((int)count);
            for (var i = _next - count; i < _next; i++)
            {
                var entry = _ring[i % _ring.Length];
                all.Add((entry, _conversations.GetValueOrDefault(entry.CallId)));
            }
            return all;
        }
    }

    private readonly record struct Entry(
        DateTimeOffset At, string CallId, bool Outgoing, SipFlow Flow, string? Method, int StatusCode, ReadOnlyMemory<byte> Bytes);
}
