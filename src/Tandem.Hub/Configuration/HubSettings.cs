using Tandem.Hub.Events;
using Tandem.Hub.Telemetry;

namespace Tandem.Hub.Configuration;

/// <summary>Settings of the program itself.</summary>
public sealed record HubSettings
{
    /// <summary><c>Hub:DataDirectory</c>: where the store and the profile are.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>Hub:Urls</c>: where REST, feeds and the board are served.</summary>
    public required IReadOnlyList<string> Urls { get; init; }

    /// <summary><c>Hub:ApiToken</c>: a bearer token that may do everything; null makes one at the first start.</summary>
    public string? ApiToken { get; init; }

    /// <summary><c>Hub:Store</c>: a PostgreSQL connection string; null keeps the store in SQLite in the data directory.</summary>
    public string? Store { get; init; }

    /// <summary><c>Hub:MetricsOpen</c>: whether <c>/metrics</c> answers without a token; default no.</summary>
    public bool MetricsOpen { get; init; }

    /// <summary><c>Hub:Otlp</c>: where metrics and traces are sent; null for nowhere.</summary>
    public OtlpSettings? Otlp { get; init; }

    /// <summary><c>Hub:MaxSubscribers</c>: how many subscribers the feeds may have at once, 1 to 1,000,000; default 2,000.</summary>
    public int MaxSubscribers { get; init; } = FeedOptions.Default.MaxSubscribers;

    internal static HubSettings Read(SettingsReader reader)
    {
        var urls = reader.List("Hub:Urls");
        foreach (var (key, value) in urls)
        {
            if (!Uri.TryCreate(value.Replace("//*", "//0.0.0.0", StringComparison.Ordinal).Replace("//+", "//0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var url)
                || url.Scheme is not ("http" or "https"))
            {
                throw new SettingsException(key, value, "URLs such as http://127.0.0.1:5080");
            }
        }
        var token = reader.Text("Hub:ApiToken");
        if (token is { Length: < 16 })
        {
            throw new SettingsException("Hub:ApiToken", new string('*', token.Length), "at least 16 characters");
        }
        return new HubSettings
        {
            DataDirectory = Path.GetFullPath(reader.Text("Hub:DataDirectory", DefaultDataDirectory)),
            Urls = urls.Count == 0 ? ["http://127.0.0.1:5080"] : [.. urls.Select(url => url.Value)],
            ApiToken = token,
            Store = reader.Text("Hub:Store"),
            MetricsOpen = reader.Flag("Hub:MetricsOpen"),
            Otlp = OtlpSettings.Read(reader),
            MaxSubscribers = reader.Number("Hub:MaxSubscribers", FeedOptions.Default.MaxSubscribers, 1, 1_000_000),
        };
    }

    /// <summary>The data directory where none is set.</summary>
    public static string DefaultDataDirectory { get; } =
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "tandem");
}
