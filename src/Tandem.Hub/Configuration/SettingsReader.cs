using System.Globalization;
using System.Net;

namespace Tandem.Hub.Configuration;

/// <summary>Reads typed values out of the configuration, and knows afterwards which keys nobody asked for.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public string? Text(string key)
    {
        _known.Add(key);
        return configuration[key] is { Length: > 0 } text ? text : null;
    }

    public string Text(string key, string fallback) => Text(key) ?? fallback;

    public int Number(string key, int fallback, int min, int max)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new SettingsException(key, text, $"a whole number from {min} to {max}");
    }

    public bool Flag(string key) => Text(key) is { } text && (bool.TryParse(text, out var flag) ? flag : throw new SettingsException(key, text, "true, false"));

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public T Choice<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }
        return Enum.TryParse(text, ignoreCase: true, out T value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw new SettingsException(key, text, string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
    }

    public IPAddress? Address(string key) => Parsed(key, "an IPv4 or IPv6 address", IPAddress.TryParse, out IPAddress? address) ? address : null;

    /// <summary>A list: <c>Key:0</c>, <c>Key:1</c>, ... or <c>Key</c> with commas between the values.</summary>
    public IReadOnlyList<(string Key, string Value)> List(string key)
    {
        if (Text(key) is { } text)
        {
            return [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(value => (key, value))];
        }
        return [.. Children(key).Select(child => (child, Text(child) ?? ""))];
    }

    /// <summary>The keys right below a key, in their order.</summary>
    public IReadOnlyList<string> Children(string key)
    {
        // An empty array in a JSON file is an empty text under the key of the array itself.
        if (configuration[key] is "")
        {
            _known.Add(key);
        }
        return [.. configuration.GetSection(key).GetChildren().Select(child => child.Path)];
    }

    public IReadOnlyList<T> List<T>(string key, string allowed, TryParse<T> parse) =>
        [.. List(key).Select(item => parse(item.Value, out var value) ? value! : throw new SettingsException(item.Key, item.Value, allowed))];

    /// <summary>Refuses keys below the given sections that no setting has: mistyped ones.</summary>
    public void RefuseUnknown(params string[] sections)
    {
        foreach (var section in sections)
        {
            var unknown = configuration.GetSection(section).AsEnumerable()
                .Where(entry => entry.Value is not null && !_known.Contains(entry.Key))
                .Select(entry => entry.Key)
                .FirstOrDefault();
            if (unknown is not null)
            {
                throw new SettingsException($"{unknown} is no setting. Did you mean {Nearest(unknown)}?");
            }
        }
    }

    public delegate bool TryParse<T>(string text, out T? value);

    private bool Parsed<T>(string key, string allowed, TryParse<T> parse, out T? value)
    {
        value = default;
        if (Text(key) is not { } text)
        {
            return false;
        }
        return parse(text, out value) ? true : throw new SettingsException(key, text, allowed);
    }

    private string Nearest(string unknown) => _known.MinBy(known => Distance(known.ToUpperInvariant(), unknown.ToUpperInvariant())) ?? "";

    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var substitution = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
