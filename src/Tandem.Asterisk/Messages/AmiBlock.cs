using System.Text;

namespace Tandem.Asterisk.Messages;

/// <summary>
/// A view of one block that came from Asterisk, over the bytes in the reader's buffer: what is not asked for is not decoded and costs no
/// memory. It is valid until the reader reads on; <see cref="ToMessage"/> makes something to keep. Names of headers are compared
/// without regard to case.
/// </summary>
public readonly ref struct AmiBlock
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly AmiBlockIndex _index;
    private readonly int _version;

    internal AmiBlock(ReadOnlySpan<byte> bytes, AmiBlockIndex index)
    {
        _bytes = bytes;
        _index = index;
        _version = index.Version;
    }

    /// <summary>The block as it came, with the line end of its last line, without the empty line that ends it.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Whether it is an event, a response or neither.</summary>
    public AmiBlockKind Kind =>
        _bytes.StartsWith("Event: "u8) || Contains("Event"u8) ? AmiBlockKind.Event
        : Contains("Response"u8) ? AmiBlockKind.Response
        : AmiBlockKind.Unknown;

    /// <summary>The name of the event; empty for what is none.</summary>
    public ReadOnlySpan<byte> EventName => _bytes.StartsWith("Event: "u8) ? FirstValue(7) : this["Event"u8];

    /// <summary>The number of headers.</summary>
    public int Count => Lines.Length;

    /// <summary>A header by its place.</summary>
    /// <param name="position">0 to <see cref="Count"/> - 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such place.</exception>
    public AmiBlockHeader this[int position]
    {
        get
        {
            ref readonly var line = ref Lines[position];
            return new AmiBlockHeader(line.NameIn(_bytes), _bytes[line.ValueStart..line.ValueEnd]);
        }
    }

    /// <summary>The value of the first header of a name, as it came; empty where there is none.</summary>
    public ReadOnlySpan<byte> this[ReadOnlySpan<byte> name] => TryGet(name, out var value) ? value : default;

    private ReadOnlySpan<AmiBlockIndex.Line> Lines => _index.LinesOf(_bytes, _version);

    /// <summary>Whether this is the event of a name.</summary>
    /// <param name="name">For example <c>"Hangup"u8</c>.</param>
    public bool IsEvent(ReadOnlySpan<byte> name)
    {
        var found = EventName;
        return found.Length == name.Length && (found.SequenceEqual(name) || Ascii.EqualsIgnoreCase(found, name)) && found.Length > 0;
    }

    /// <summary>Whether there is a header of a name.</summary>
    public bool Contains(ReadOnlySpan<byte> name) => Find(name, 0) >= 0;

    /// <summary>The value of the first header of a name, as it came.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        var position = Find(name, 0);
        value = position < 0 ? default : this[position].Value;
        return position >= 0;
    }

    /// <summary>The values of all headers of a name, in order, as they came.</summary>
    public AmiBlockValues GetAll(ReadOnlySpan<byte> name) => new(this, name);

    /// <summary>
    /// The value of the first header of a name as text, decoded, and unescaped where Asterisk escapes; null where there is none.
    /// </summary>
    public string? GetString(ReadOnlySpan<byte> name)
    {
        var position = Find(name, 0);
        return position < 0 ? null : Text(position);
    }

    /// <summary>
    /// The first value of a name as a number, if that number written again is the same text: <c>0123</c>, <c>+39</c> and
    /// <c>1700000000.1230</c> are none.
    /// </summary>
    public bool TryGetInt32(ReadOnlySpan<byte> name, out int value)
    {
        value = 0;
        return TryGet(name, out var text) && AmiNumber.TryParse(text, out value);
    }

    /// <summary>As <see cref="TryGetInt32"/>, of 64 bits.</summary>
    public bool TryGetInt64(ReadOnlySpan<byte> name, out long value)
    {
        value = 0;
        return TryGet(name, out var text) && AmiNumber.TryParse(text, out value);
    }

    /// <summary>The first value of a name, in the words that Asterisk takes for yes and no, such as <c>yes</c>, <c>true</c>, <c>on</c> and <c>1</c>.</summary>
    public bool TryGetBoolean(ReadOnlySpan<byte> name, out bool value)
    {
        value = false;
        return TryGet(name, out var text) && AmiNumber.TryParse(text, out value);
    }

    /// <summary>When Asterisk sent the event: the header <c>Timestamp</c>, seconds since 1970 with microseconds (<c>timestampevents</c> in manager.conf).</summary>
    public bool TryGetTimestamp(out DateTimeOffset value)
    {
        value = default;
        return TryGet("Timestamp"u8, out var text) && AmiNumber.TryParse(text, out value);
    }

    /// <summary>A message to keep.</summary>
    public AmiMessage ToMessage()
    {
        var headers = new AmiHeader[Count];
        for (var i = 0; i < headers.Length; i++)
        {
            headers[i] = new AmiHeader(_index.Words.GetOrAdd(this[i].Name, _index.Encoding), Text(i));
        }
        return new AmiMessage(headers);
    }

    /// <summary>The block as text, as it came.</summary>
    public override string ToString() => _index.Encoding.GetString(_bytes);

    internal int Find(ReadOnlySpan<byte> name, int from)
    {
        if (name.IsEmpty)
        {
            return -1;
        }
        var lines = Lines;
        // A byte with bit 5 set is a letter in lower case; others that become equal are told apart by the full comparison.
        int first = name[0] | 0x20, last = name[^1] | 0x20;
        for (var i = from; i < lines.Length; i++)
        {
            ref readonly var line = ref lines[i];
            if (line.NameLength == name.Length)
            {
                var found = line.NameIn(_bytes);
                if ((found[0] | 0x20) == first && (found[^1] | 0x20) == last && (found.SequenceEqual(name) || Ascii.EqualsIgnoreCase(found, name)))
                {
                    return i;
                }
            }
        }
        return -1;
    }

    private string Text(int position)
    {
        var header = this[position];
        var value = header.Value;
        return _index.Unescapes && value.Contains((byte)'\\') && AmiEscapes.Applies(EventName, header.Name)
            ? AmiEscapes.Unescape(_index.Encoding.GetString(value))
            : _index.Words.GetOrAdd(value, _index.Encoding);
    }

    private ReadOnlySpan<byte> FirstValue(int start)
    {
        var rest = _bytes[start..];
        return rest[..rest.IndexOf("\r\n"u8)];
    }
}
