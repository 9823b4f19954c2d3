using Tandem.Cti.Client;
using Tandem.Cti.Protocol;
using Tandem.Cti.Source;
using Tandem.Hub.Basix;

namespace Tandem.Hub.Configuration;

/// <summary>Settings of the CTI feed, and of the exchanges that are joined by it.</summary>
public sealed record BasixSettings
{
    /// <summary><c>Basix:Profile</c> and <c>Basix:MaxConnections</c>: how the feed is served.</summary>
    public BasixOptions Feed { get; init; } = BasixOptions.Default;

    /// <summary><c>Basix:Connections:N</c>: the exchanges that are joined, each a Basix or another Tandem.</summary>
    public IReadOnlyList<BasixPbxOptions> Sources { get; init; } = [];

    internal static BasixSettings Read(SettingsReader reader, SourceNames names)
    {
        CtiProfile? profile = null;
        if (reader.Text("Basix:Profile") is { } name)
        {
            profile = CtiProfiles.TryParse(name, out var known) ? known : throw new SettingsException("Basix:Profile", name, string.Join(", ", CtiProfiles.Names));
        }
        var feed = new BasixOptions { Profile = profile, MaxConnections = reader.Number("Basix:MaxConnections", BasixOptions.Default.MaxConnections, 1, 100_000) };
        return new BasixSettings { Feed = feed, Sources = [.. reader.Children("Basix:Connections").Select(key => ReadSource(reader, key, names.Read(key, "basix")))] };
    }

    private static BasixPbxOptions ReadSource(SettingsReader reader, string key, string name)
    {
        var url = reader.Text($"{key}:Url") ?? throw new SettingsException($"{key}:Url", "", "a URL such as wss://pbx.example.com");
        var login = reader.Text($"{key}:Login", "basic");
        var client = new CtiClientOptions
        {
            Url = Uri.TryCreate(url, UriKind.Absolute, out var parsed) ? parsed : throw new SettingsException($"{key}:Url", url, "a URL such as wss://pbx.example.com"),
            Domain = reader.Text($"{key}:Domain", ""),
            Token = reader.Text($"{key}:Token") ?? throw new SettingsException($"{key}:Token", "", "a token of that exchange"),
            User = reader.Text($"{key}:User"),
            Login = login switch { "basic" => CtiLogin.Basic, "query" => CtiLogin.Query, _ => throw new SettingsException($"{key}:Login", login, "basic, query") },
            PinnedCertificate = reader.Text($"{key}:PinnedCertificate"),
            TrustAnyCertificate = reader.Flag($"{key}:TrustAnyCertificate"),
            Force = reader.Flag($"{key}:Force"),
            AppName = "tandem",
        };
        var source = new BasixPbxOptions { Name = name, Domain = reader.Text($"{key}:LocalDomain"), Client = client };
        try
        {
            _ = new CtiClient(client);
            return source;
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException($"{key}: {exception.Message.Split(" (Parameter")[0]}");
        }
    }
}
