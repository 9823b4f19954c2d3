using System.Collections;
using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>
/// A block as text to keep: its headers in order, several of one name where they came so. Nothing is converted unless asked for.
/// Names are compared without regard to case. It never changes.
/// </summary>
public sealed class AmiMessage : IReadOnlyList<AmiHeader>
{
    private readonly AmiHeader[] _headers;

    /// <summary>Creates a message.</summary>
    /// <param name="headers">Its headers, in order.</param>
    public AmiMessage(IEnumerable<KeyValuePair<string, string>> headers)
        : this([.. headers.Select(header => new AmiHeader(header.Key, header.Value))])
    {
    }

    /// <summary>Creates a message.</summary>
    /// <param name="headers">Its headers, in order.</param>
    public AmiMessage(params IEnumerable<AmiHeader> headers)
        : this(headers.ToArray())
    {
    }

    internal AmiMessage(AmiHeader[] headers) => _headers = headers;

    /// <summary>Whether it is an event, a response or neither.</summary>
    public AmiBlockKind Kind => Find("Event") >= 0 ? AmiBlockKind.Event : Find("Response") >= 0 ? AmiBlockKind.Response : AmiBlockKind.Unknown;

    /// <summary>The name of the event; null for what is none.</summary>
    public string? EventName => this["Event"];

    /// <summary>The id of the action that it answers, or that an event such as OriginateResponse is about; null where there is none.</summary>
    public string? ActionId => this["ActionID"];

    /// <summary>The lines that a command printed, in order: the values of <c>Output</c>.</summary>
    public IReadOnlyList<string> Output => GetAll("Output");

    /// <summary>The number of headers.</summary>
    public int Count => _headers.Length;

    /// <summary>A header by its place, 0 to <see cref="Count"/> - 1.</summary>
    public AmiHeader this[int index] => _headers[index];

    /// <summary>The first value of a name; null where there is none.</summary>
    public string? this[string name]
    {
        get
        {
            var position = Find(name);
            return position < 0 ? null : _headers[position].Value;
        }
    }

    /// <summary>Reads one block.</summary>
    /// <param name="block">The block; the empty line at its end may be missing. Lines may end with a line feed alone.</param>
    /// <exception cref="FormatException">There is no block, or more than one.</exception>
    public static AmiMessage Parse(string block)
    {
        ArgumentNullException.ThrowIfNull(block);
        using var reader = new AmiBlockReader();
        reader.Write(Encoding.UTF8.GetBytes(block.ReplaceLineEndings("\r\n") + "\r\n\r\n"));
        if (!reader.TryRead(out var first))
        {
            throw new FormatException("There is no block.");
        }
        var message = first.ToMessage();
        return reader.TryRead(out _) ? throw new FormatException("There is more than one block.") : message;
    }

    /// <summary>Whether there is a header of a name.</summary>
    public bool Contains(string name) => Find(name) >= 0;

    /// <summary>All values of a name, in order; empty where there are none.</summary>
    public IReadOnlyList<string> GetAll(string name)
    {
        var count = _headers.Count(header => Is(header, name));
        if (count == 0)
        {
            return [];
        }
        var values = new string[count];
        var next = 0;
        foreach (var header in _headers)
        {
            if (Is(header, name))
            {
                values[next++] = header.Value;
            }
        }
        return values;
    }

    /// <summary>The last value of a name; null where there is none.</summary>
    public string? GetLast(string name)
    {
        var position = Array.FindLastIndex(_headers, header => Is(header, name));
        return position < 0 ? null : _headers[position].Value;
    }

    /// <summary>
    /// The first value of a name as a number, if that number written again is the same text: <c>0123</c>, <c>+39</c> and
    /// <c>1700000000.1230</c> are none.
    /// </summary>
    public bool TryGetInt32(string name, out int value)
    {
        Span<byte> buffer = stackalloc byte[24];
        return AmiNumber.TryParse(AmiNumber.BytesOf(this[name] ?? "", buffer), out value);
    }

    /// <summary>As <see cref="TryGetInt32"/>, of 64 bits.</summary>
    public bool TryGetInt64(string name, out long value)
    {
        Span<byte> buffer = stackalloc byte[24];
        return AmiNumber.TryParse(AmiNumber.BytesOf(this[name] ?? "", buffer), out value);
    }

    /// <summary>The first value of a name as a number.</summary>
    /// <exception cref="FormatException">There is none, or it would not be the same when written again; see <see cref="TryGetInt32"/>.</exception>
    public int GetInt32(string name) => TryGetInt32(name, out var value) ? value : throw NoNumber(name);

    /// <summary>As <see cref="GetInt32"/>, of 64 bits.</summary>
    /// <exception cref="FormatException">There is none, or it would not be the same when written again; see <see cref="TryGetInt32"/>.</exception>
    public long GetInt64(string name) => TryGetInt64(name, out var value) ? value : throw NoNumber(name);

    /// <summary>The first value of a name, in the words that Asterisk takes for yes and no, such as <c>yes</c>, <c>true</c>, <c>on</c> and <c>1</c>.</summary>
    public bool TryGetBoolean(string name, out bool value)
    {
        Span<byte> buffer = stackalloc byte[24];
        return AmiNumber.TryParse(AmiNumber.BytesOf(this[name] ?? "", buffer), out value);
    }

    /// <summary>When Asterisk sent the event: the header <c>Timestamp</c>, seconds since 1970 with microseconds (<c>timestampevents</c> in manager.conf).</summary>
    public bool TryGetTimestamp(out DateTimeOffset value)
    {
        Span<byte> buffer = stackalloc byte[24];
        return AmiNumber.TryParse(AmiNumber.BytesOf(this["Timestamp"] ?? "", buffer), out value);
    }

    /// <inheritdoc/>
    public IEnumerator<AmiHeader> GetEnumerator() => ((IEnumerable<AmiHeader>)_headers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The headers, each on a line.</summary>
    public override string ToString() => string.Join('\n', _headers);

    private static bool Is(AmiHeader header, string name) => string.Equals(header.Name, name, StringComparison.OrdinalIgnoreCase);

    private int Find(string name)
    {
        for (var i = 0; i < _headers.Length; i++)
        {
            if (Is(_headers[i], name))
            {
                return i;
            }
        }
        return -1;
    }

    private FormatException NoNumber(string name) =>
        new(this[name] is { } text ? $"{name} is '{text}', which is no number that would be written the same." : $"There is no {name}.");
}
