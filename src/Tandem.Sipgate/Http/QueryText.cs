using System.Globalization;
using System.Text;

namespace Tandem.Sipgate.Http;

/// <summary>Builds the query of an address: several values repeat the key, what is null or empty is left out.</summary>
internal sealed class QueryText
{
    private readonly StringBuilder _text = new();

    public QueryText Add(string key, string? value)
    {
        if (value is not null)
        {
            _text.Append(_text.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
        }
        return this;
    }

    public QueryText Add(string key, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Add(key, value);
        }
        return this;
    }

    public QueryText Add(string key, int? value) => Add(key, value?.ToString(CultureInfo.InvariantCulture));

    public QueryText Add(string key, bool? value) => Add(key, value switch { true => "true", false => "false", null => null });

    /// <summary>An instant in UTC with milliseconds, as <c>2026-11-21T04:00:00.000Z</c>.</summary>
    public QueryText Add(string key, DateTimeOffset? value) => Add(key, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public string AppendTo(string path) => path + _text;
}
