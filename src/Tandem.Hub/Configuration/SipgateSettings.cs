using Tandem.Sipgate;
using Tandem.Sipgate.AspNetCore;
using Tandem.Sipgate.Source;

namespace Tandem.Hub.Configuration;

/// <summary>Settings of the accounts of sipgate that are joined.</summary>
public sealed record SipgateSettings
{
    private const string Key = "Sipgate:Accounts";
    private const string ExtensionsDomain = "default";

    /// <summary><c>Sipgate:Accounts:N</c>: the accounts, each with a name and a path of its own.</summary>
    public IReadOnlyList<SipgateAccount> Accounts { get; init; } = [];

    internal static SipgateSettings Read(SettingsReader reader)
    {
        SipgateAccount[] accounts = [.. reader.Children(Key).Select(key => ReadAccount(reader, key))];
        return Twice(accounts.Select(account => account.Source.Name)) is { } name ? throw new SettingsException($"{Key}: the name '{name}' is there twice.")
            : Twice(accounts.Select(account => account.WebhookPath)) is { } path ? throw new SettingsException($"{Key}: the path '{path}' is there twice.")
            : new SipgateSettings { Accounts = accounts };
    }

    private static string? Twice(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static SipgateAccount ReadAccount(SettingsReader reader, string key)
    {
        var name = reader.Text($"{key}:Name", "sipgate");
        if (name.Contains(':') || name is "switch" or "exchange")
        {
            throw new SettingsException($"{key}:Name", name, "a name without a colon that no other source has");
        }
        var path = reader.Text($"{key}:WebhookPath", $"/sipgate/{name}");
        if (!path.StartsWith('/') || path.AsSpan().IndexOfAny("{}*? ") >= 0 || path.StartsWith("/api", StringComparison.OrdinalIgnoreCase))
        {
            throw new SettingsException($"{key}:WebhookPath", path, "a path such as /sipgate/hook, not below /api");
        }
        return new SipgateAccount(
            new SipgatePbxOptions { Name = name, Domain = reader.Text($"{key}:LocalDomain", ExtensionsDomain), Client = ReadClient(reader, key) },
            path,
            new SipgateWebhookOptions { PublicUrl = Url(reader, $"{key}:PublicUrl"), PublicKeyPem = ReadKey(reader, $"{key}:WebhookKey") });
    }

    private static SipgateOptions ReadClient(SettingsReader reader, string key)
    {
        var tokenId = reader.Text($"{key}:TokenId") ?? throw new SettingsException($"{key}:TokenId", "", "the id of a personal access token");
        var token = reader.Text($"{key}:Token") ?? throw new SettingsException($"{key}:Token", "", "a personal access token");
        try
        {
            var credentials = SipgateCredentials.PersonalAccessToken(tokenId, token);
            return new SipgateOptions { Credentials = credentials, BaseAddress = Url(reader, $"{key}:BaseAddress") ?? SipgateOptions.DefaultBaseAddress };
        }
        catch (SipgateValidationException)
        {
            // Its message may have the secret in it.
            throw new SettingsException($"{key}: TokenId is not of the form token-AbC123, or Token is no UUID of version 4.");
        }
    }

    private static string? ReadKey(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } path)
        {
            return null;
        }
        try
        {
            var pem = File.ReadAllText(path);
            using var rsa = System.Security.Cryptography.RSA.Create();
            rsa.ImportFromPem(pem);
            return pem;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or System.Security.Cryptography.CryptographicException)
        {
            throw new SettingsException(key, path, $"a PEM file with an RSA public key ({exception.Message.TrimEnd('.')})");
        }
    }

    private static Uri? Url(SettingsReader reader, string key) => reader.Text(key) is not { } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url
        : throw new SettingsException(key, text, "a URL such as https://pbx.example.com/sipgate");
}
