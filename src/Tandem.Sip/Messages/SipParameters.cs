using System.Collections;
using System.Text;
using Tandem.Sip.Messages.Syntax;

namespace Tandem.Sip.Messages;

/// <summary>An immutable list of parameters in their order (RFC 3261 sections 7.3.1 and 19.1.1). Names are case-insensitive.</summary>
public sealed class SipParameters : IReadOnlyList<SipParameter>
{
    private readonly SipParameter[] _items;

    internal SipParameters(SipParameter[] items) => _items = items;

    /// <summary>No parameters.</summary>
    public static SipParameters Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public SipParameter this[int index] => _items[index];

    /// <summary>The value of the first parameter of that name; null when it is absent or has no value.</summary>
    public string? this[string name] => TryGet(name, out var value) ? value : null;

    /// <summary>Whether there is a parameter of that name.</summary>
    public bool Contains(string name) => TryGet(name, out _);

    /// <summary>Finds a parameter.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <param name="value">Its value; null when it has none.</param>
    public bool TryGet(string name, out string? value)
    {
        foreach (ref readonly var item in _items.AsSpan())
        {
            if (string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                value = item.Value;
                return true;
            }
        }
        value = null;
        return false;
    }

    /// <summary>A copy with that parameter, in its old place or at the end.</summary>
    /// <param name="name">A token.</param>
    /// <param name="value">The value without quotes or escapes; null for none.</param>
    /// <param name="quoted">Whether a header writes the value in quotes even where a token would do.</param>
    /// <exception cref="ArgumentException">The name is no token, or the value has control characters.</exception>
    public SipParameters Set(string name, string? value, bool quoted = false)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!Lexer.IsToken(name.AsSpan()))
        {
            throw new ArgumentException("The name of a parameter is a token.", nameof(name));
        }
        Lexer.ThrowIfControl(value, nameof(value));
        var item = new SipParameter(name, value, quoted);
        var index = Array.FindIndex(_items, p => string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0)
        {
            return new SipParameters([.. _items, item]);
        }
        var copy = (SipParameter[])_items.Clone();
        copy[index] = item;
        return new SipParameters(copy);
    }

    /// <summary>A copy without the parameters of that name.</summary>
    public SipParameters Remove(string name) =>
        Contains(name) ? new SipParameters(Array.FindAll(_items, p => !string.Equals(p.Name, name, StringComparison.OrdinalIgnoreCase))) : this;

    /// <inheritdoc/>
    public IEnumerator<SipParameter> GetEnumerator() => ((IEnumerable<SipParameter>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The parameters as written after a header value, for example <c>;tag=1;q=0.5</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendToHeader(text);
        return text.ToString();
    }

    internal void AppendToHeader(StringBuilder text)
    {
        foreach (var (name, value, isQuoted) in _items)
        {
            text.Append(';').Append(name);
            if (value is null)
            {
                continue;
            }
            text.Append('=');
            if (isQuoted || !IsBare(value))
            {
                Lexer.AppendQuoted(text, value);
            }
            else
            {
                text.Append(value);
            }
        }
    }

    internal void AppendToUri(StringBuilder text)
    {
        foreach (var (name, value, _) in _items)
        {
            text.Append(';');
            PercentEncoding.Append(text, name, PercentEncoding.Parameter);
            if (value is not null)
            {
                text.Append('=');
                PercentEncoding.Append(text, value, PercentEncoding.Parameter);
            }
        }
    }

    /// <summary>Token or host (gen-value): what may stand without quotes.</summary>
    private static bool IsBare(string value)
    {
        foreach (var c in value)
        {
            if (!Lexer.TokenChars.Contains(c) && c is not (':' or '[' or ']' or '/' or '@' or '='))
            {
                return false;
            }
        }
        return value.Length > 0;
    }
}
