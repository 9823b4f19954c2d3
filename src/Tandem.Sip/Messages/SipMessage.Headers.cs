using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>Header fields by name (RFC 3261 section 7.3): names are case-insensitive, compact forms are the same header, order is kept.</summary>
public sealed partial class SipMessage
{
    /// <summary>The header lines in their order.</summary>
    public IEnumerable<HeaderField> Headers
    {
        get
        {
            for (var i = 0; i < _headerCount; i++)
            {
                yield return new HeaderField(NameText(i), ValueText(i));
            }
        }
    }

    /// <summary>How many header lines there are.</summary>
    public int HeaderCount => _headerCount;

    /// <summary>The value of the first line of that header, a list unsplit; null when absent.</summary>
    public string? Get(SipHeaderName name) => TextAt(IndexOf(name));

    /// <inheritdoc cref="Get(SipHeaderName)"/>
    public string? Get(string name) => TextAt(IndexOf(name));

    /// <summary>The value of the first line of that header as received, without allocating; empty when absent.</summary>
    public ReadOnlySpan<byte> GetSpan(SipHeaderName name)
    {
        var index = IndexOf(name);
        return index < 0 ? default : ValueSpan(index);
    }

    /// <summary>Whether there is a line of that header.</summary>
    public bool Contains(SipHeaderName name) => IndexOf(name) >= 0;

    /// <inheritdoc cref="Contains(SipHeaderName)"/>
    public bool Contains(string name) => IndexOf(name) >= 0;

    /// <summary>All values of that header in order; the lists of list headers are split at their commas.</summary>
    public IReadOnlyList<string> GetAll(SipHeaderName name) => Values(name, null);

    /// <inheritdoc cref="GetAll(SipHeaderName)"/>
    public IReadOnlyList<string> GetAll(string name)
    {
        var id = SipHeaderNames.Find(name);
        return Values(id, id == SipHeaderName.Other ? name : null);
    }

    /// <summary>Whether a list header has that value, without regard to case: <c>Supported</c> has <c>100rel</c>, <c>Allow</c> has <c>UPDATE</c>.</summary>
    public bool HasValue(SipHeaderName name, ReadOnlySpan<byte> value)
    {
        for (var i = IndexOf(name); i >= 0; i = IndexOf(name, i + 1))
        {
            var text = ValueSpan(i);
            var at = 0;
            while (ListScanner.TryNext(text, ref at, out var item))
            {
                if (Ascii.EqualsIgnoreCase(item.Of(text), value))
                {
                    return true;
                }
            }
        }
        return false;
    }

    /// <summary>Adds a line at the end.</summary>
    /// <exception cref="ArgumentException">The value has control characters, or the name is no token.</exception>
    public void Add(SipHeaderName name, string value) => Insert(_headerCount, Entry(name, value));

    /// <inheritdoc cref="Add(SipHeaderName, string)"/>
    public void Add(string name, string value) => Insert(_headerCount, Entry(name, value));

    /// <summary>Puts one line in the place of all lines of that header, or at the end.</summary>
    /// <exception cref="ArgumentException">The value has control characters, or the name is no token.</exception>
    public void Set(SipHeaderName name, string value) => Set(IndexOf(name), Entry(name, value));

    /// <inheritdoc cref="Set(SipHeaderName, string)"/>
    public void Set(string name, string value) => Set(IndexOf(name), Entry(name, value));

    /// <summary>Adds a line before the first of that header, or before all headers: how Via, Route and Record-Route grow.</summary>
    /// <exception cref="ArgumentException">The value has control characters, or the name is no token.</exception>
    public void Prepend(SipHeaderName name, string value) => Insert(Math.Max(0, IndexOf(name)), Entry(name, value));

    /// <inheritdoc cref="Prepend(SipHeaderName, string)"/>
    public void Prepend(string name, string value) => Insert(Math.Max(0, IndexOf(name)), Entry(name, value));

    /// <summary>Puts a value in the place of the first one of that header; the rest of a list stays. Adds it where there is none.</summary>
    /// <exception cref="ArgumentException">The value has control characters.</exception>
    public void ReplaceFirst(SipHeaderName name, string value)
    {
        var entry = Entry(name, value);
        var index = IndexOf(name);
        RemoveFirst(name);
        Insert(index < 0 ? _headerCount : index, entry);
    }

    /// <summary>Removes all lines of that header.</summary>
    /// <returns>Whether there were any.</returns>
    public bool Remove(SipHeaderName name)
    {
        var removed = false;
        for (var i = IndexOf(name); i >= 0; i = IndexOf(name, i))
        {
            RemoveAt(i);
            removed = true;
        }
        return removed;
    }

    /// <inheritdoc cref="Remove(SipHeaderName)"/>
    public bool Remove(string name)
    {
        var removed = false;
        for (var i = IndexOf(name); i >= 0; i = IndexOf(name, i))
        {
            RemoveAt(i);
            removed = true;
        }
        return removed;
    }

    /// <summary>Removes the first value of that header; of a list only its first item.</summary>
    /// <returns>Whether there was one.</returns>
    public bool RemoveFirst(SipHeaderName name)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            return false;
        }
        var value = ValueSpan(index);
        var at = 0;
        var next = default(Slice);
        var hasMore = name.IsList() && ListScanner.TryNext(value, ref at, out _) && ListScanner.TryNext(value, ref at, out next);
        if (!hasMore)
        {
            RemoveAt(index);
            return true;
        }
        ref var entry = ref _headers[index];
        entry.Value = new Slice(entry.Value.Start + next.Start, entry.Value.Length - next.Start);
        entry.Text = null;
        _cached = CachedValues.None;
        return true;
    }

    internal int IndexOf(SipHeaderName name, int from = 0)
    {
        for (var i = from; i < _headerCount; i++)
        {
            if (_headers[i].Id == name)
            {
                return i;
            }
        }
        return -1;
    }

    internal ReadOnlySpan<byte> ValueSpan(int index) => _headers[index].Value.Of(_buffer);

    internal SipHeaderName NameAt(int index) => _headers[index].Id;

    private int IndexOf(string name, int from = 0)
    {
        var id = SipHeaderNames.Find(name);
        if (id != SipHeaderName.Other)
        {
            return IndexOf(id, from);
        }
        for (var i = from; i < _headerCount; i++)
        {
            if (_headers[i].Id == SipHeaderName.Other && Ascii.EqualsIgnoreCase(_headers[i].Name.Of(_buffer), name))
            {
                return i;
            }
        }
        return -1;
    }

    private List<string> Values(SipHeaderName id, string? name)
    {
        var values = new List<string>();
        for (var i = name is null ? IndexOf(id) : IndexOf(name); i >= 0; i = name is null ? IndexOf(id, i + 1) : IndexOf(name, i + 1))
        {
            if (!id.IsList())
            {
                values.Add(ValueText(i));
                continue;
            }
            var text = ValueSpan(i);
            var at = 0;
            while (ListScanner.TryNext(text, ref at, out var item))
            {
                values.Add(item.Length == text.Length ? ValueText(i) : Encoding.UTF8.GetString(item.Of(text)));
            }
        }
        return values;
    }

    private ReadOnlySpan<byte> NameSpan(int index) =>
        _headers[index].Name.Length > 0 ? _headers[index].Name.Of(_buffer) : _headers[index].Id.Utf8();

    private string NameText(int index) =>
        _headers[index].Name.Length > 0 ? Encoding.UTF8.GetString(_headers[index].Name.Of(_buffer)) : _headers[index].Id.Text();

    private string ValueText(int index) => _headers[index].Text ??= Encoding.UTF8.GetString(ValueSpan(index));

    private string? TextAt(int index) => index < 0 ? null : ValueText(index);

    private HeaderEntry Entry(SipHeaderName name, string value)
    {
        if (name == SipHeaderName.Other)
        {
            throw new ArgumentException("A header that is not known is named by text.", nameof(name));
        }
        ArgumentNullException.ThrowIfNull(value);
        Lexer.ThrowIfControl(value, nameof(value));
        var text = value.Trim(' ', '\t');
        return new HeaderEntry { Id = name, Value = Store(text), Text = text };
    }

    private HeaderEntry Entry(string name, string value)
    {
        var id = SipHeaderNames.Find(name);
        if (id != SipHeaderName.Other)
        {
            return Entry(id, value);
        }
        if (!Lexer.IsToken(name.AsSpan()))
        {
            throw new ArgumentException("The name of a header is a token.", nameof(name));
        }
        ArgumentNullException.ThrowIfNull(value);
        Lexer.ThrowIfControl(value, nameof(value));
        var text = value.Trim(' ', '\t');
        return new HeaderEntry { Name = Store(name), Value = Store(text), Text = text };
    }

    private void Set(int index, HeaderEntry entry)
    {
        if (index < 0)
        {
            Insert(_headerCount, entry);
            return;
        }
        for (var i = _headerCount - 1; i > index; i--)
        {
            if (_headers[i].Id == entry.Id
                && (entry.Id != SipHeaderName.Other || Ascii.EqualsIgnoreCase(_headers[i].Name.Of(_buffer), entry.Name.Of(_buffer))))
            {
                RemoveAt(i);
            }
        }
        _headers[index] = entry;
        _cached = CachedValues.None;
    }

    private void Insert(int index, HeaderEntry entry)
    {
        if (_headerCount == _headers.Length)
        {
            Array.Resize(ref _headers, Math.Max(16, _headers.Length * 2));
        }
        Array.Copy(_headers, index, _headers, index + 1, _headerCount - index);
        _headers[index] = entry;
        _headerCount++;
        _cached = CachedValues.None;
    }

    private void RemoveAt(int index)
    {
        _headerCount--;
        Array.Copy(_headers, index + 1, _headers, index, _headerCount - index);
        _headers[_headerCount] = default;
        _cached = CachedValues.None;
    }
}
