using System.Text;

namespace Tandem.Hub.Telemetry;

/// <summary>Names as Prometheus allows and likes them: letters, digits and underscores, with the unit and <c>_total</c> at the end.</summary>
internal static class PrometheusName
{
    /// <summary>The name of a metric.</summary>
    /// <param name="instrument">The instrument's name: <c>tandem.media.bytes.sent</c>.</param>
    /// <param name="unit">Its unit in UCUM: <c>By</c>, <c>s</c>; in braces it is for people only.</param>
    /// <param name="type">Its type.</param>
    public static string Of(string instrument, string? unit, MetricType type)
    {
        var name = Clean(instrument);
        if (WordOf(unit) is { } word && !name.Split('_').Contains(word))
        {
            name += "_" + word;
        }
        return type == MetricType.Counter && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    /// <summary>The name of a label.</summary>
    public static string OfLabel(string key) => Clean(key);

    private static string? WordOf(string? unit) => unit switch
    {
        "By" => "bytes",
        "s" => "seconds",
        "ms" => "milliseconds",
        "%" => "percent",
        _ => null,
    };

    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length + 1);
        foreach (var c in text)
        {
            clean.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }
        if (clean.Length == 0 || char.IsAsciiDigit(clean[0]))
        {
            clean.Insert(0, '_');
        }
        return clean.ToString();
    }
}
