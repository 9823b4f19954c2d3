using System.Globalization;
using System.Text;

namespace Tandem.Hub.Telemetry;

/// <summary>Writes metrics in Prometheus' text format 0.0.4.</summary>
internal static class PrometheusText
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes metrics; those without a value are left out.</summary>
    public static string Write(IReadOnlyCollection<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (var family in families)
        {
            var series = family.Series.ToList();
            if (series.Count == 0)
            {
                continue;
            }
            text.Append("# HELP ").Append(family.Name).Append(' ').Append(Escape(family.Help, isLabel: false)).Append('\n');
            text.Append("# TYPE ").Append(family.Name).Append(' ').Append(family.Type.ToString().ToLowerInvariant()).Append('\n');
            foreach (var one in series)
            {
                Write(text, family, one);
            }
        }
        return text.ToString();
    }

    private static void Write(StringBuilder text, MetricFamily family, MetricSeries series)
    {
        var labels = series.Labels.Select(label => $"{PrometheusName.OfLabel(label.Key)}=\"{Escape(Text(label.Value), isLabel: true)}\"").ToList();
        if (family.Type != MetricType.Histogram)
        {
            Line(text, family.Name, labels, series.Value);
            return;
        }
        // The buckets are read once: the count below is theirs, whatever is measured meanwhile.
        var total = 0L;
        for (var bucket = 0; bucket <= family.Bounds.Length; bucket++)
        {
            total += series.CountOf(bucket);
            var bound = bucket < family.Bounds.Length ? Text(family.Bounds[bucket]) : "+Inf";
            Line(text, family.Name + "_bucket", [.. labels, $"le=\"{bound}\""], total);
        }
        Line(text, family.Name + "_sum", labels, series.Value);
        Line(text, family.Name + "_count", labels, total);
    }

    private static void Line(StringBuilder text, string name, List<string> labels, double value)
    {
        text.Append(name);
        if (labels.Count > 0)
        {
            text.Append('{').AppendJoin(',', labels).Append('}');
        }
        text.Append(' ').Append(Text(value)).Append('\n');
    }

    private static string Text(object? value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };

    private static string Escape(string text, bool isLabel)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return isLabel ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
