using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Trace;

/// <summary>
/// Keeps the last SIP messages, so that the ladder of a live or recent call can be shown at any time. Bounded by number and by bytes; the
/// oldest go first. They are copied into one block of memory, which holds on to no message. Read from any thread.
/// </summary>
public sealed class SipTraceStore : ISipTrace
{
    private const int BytesPerMessage = 768;

    private readonly Lock _lock = new();
    private readonly TimeProvider _timeProvider;
    private readonly Entry[] _ring;
    private readonly byte[] _bytes;
    private readonly Dictionary<string, string> _conversations = [];
    private readonly Queue<string> _conversationOrder = new();
    private long _next;
    private long _written;

    /// <summary>Creates an empty store.</summary>
    /// <param name="capacity">Most messages kept, fewer where they are longer than 768 bytes on average; default 20,000, 15 MB.</param>
    /// <param name="timeProvider">The clock of the time stamps.</param>
    public SipTraceStore(int capacity = 20_000, TimeProvider? timeProvider = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new Entry[capacity];
        _bytes = GC.AllocateUninitializedArray<byte>(checked(Math.Max(capacity * BytesPerMessage, SipLimits.MaxMessageBytes)));
        _timeProvider = timeProvider ?? TimeProvider.System;
    }

    /// <inheritdoc/>
    public void OnMessage(ReadOnlyMemory<byte> bytes, SipFlow flow, bool outgoing)
    {
        if (bytes.Length > _bytes.Length)
        {
            return;
        }
        var at = _timeProvider.GetUtcNow();
        lock (_lock)
        {
            var offset = (int)(_written % _bytes.Length);
            if (offset + bytes.Length > _bytes.Length)
            {
                // In one piece: what is left at the end stays empty.
                _written += _bytes.Length - offset;
                offset = 0;
            }
            bytes.Span.CopyTo(_bytes.AsSpan(offset));
            _ring[_next++ % _ring.Length] = new Entry(at, outgoing, flow, _written, bytes.Length);
            _written += bytes.Length;
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
        return [.. all.Where(found => conversation is null ? found.CallId == call : found.Conversation == conversation).Select(Reveal)];
    }

    private static TracedCall Describe(IGrouping<string, Kept> call)
    {
        var first = call.First();
        return new TracedCall(call.Key, first.Entry.At, first.Message.From?.Uri.User ?? "", first.Message.To?.Uri.User ?? "", call.Count());
    }

    private static TracedMessage Reveal(Kept kept) => new(
        kept.Entry.At,
        kept.CallId,
        kept.Entry.Outgoing,
        kept.Entry.Flow.Transport.Protocol,
        kept.Entry.Flow.Transport.LocalEndPoint,
        kept.Entry.Flow.Remote,
        kept.Message.IsRequest ? kept.Message.MethodName : $"{kept.Message.StatusCode} {kept.Message.ReasonPhrase}",
        CredentialMask.Apply(kept.Bytes));

    private List<Kept> Snapshot()
    {
        Entry[] entries;
        byte[][] bytes;
        Dictionary<string, string> conversations;
        lock (_lock)
        {
            var count = (int)Math.Min(_next, _ring.Length);
            entries = [.. Enumerable.Range(0, count).Select(i => _ring[(_next - count + i) % _ring.Length]).Where(entry => entry.Start >= _written - _bytes.Length)];
            bytes = Array.ConvertAll(entries, entry => _bytes.AsSpan((int)(entry.Start % _bytes.Length), entry.Length).ToArray());
            conversations = new Dictionary<string, string>(_conversations);
        }
        return [.. entries.Zip(bytes, (entry, message) => Read(entry, message, conversations))];
    }

    private static Kept Read(Entry entry, byte[] bytes, Dictionary<string, string> conversations)
    {
        SipParser.TryParse(bytes, out var message);
        var callId = message.CallId ?? "";
        return new Kept(entry, bytes, message, callId, conversations.GetValueOrDefault(callId));
    }

    private readonly record struct Entry(DateTimeOffset At, bool Outgoing, SipFlow Flow, long Start, int Length);

    private sealed record Kept(Entry Entry, byte[] Bytes, SipMessage Message, string CallId, string? Conversation);
}
