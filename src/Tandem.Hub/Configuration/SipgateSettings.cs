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

    internal static SipgateSettings Read(SettingsReader reader, SourceNames names)
    {
        SipgateAccount[] accounts = [.. reader.Children(Key).Select(key => ReadAccount(reader, key, names.Read(key, "sipgate")))];
        var twice = accounts.GroupBy(account => account.WebhookPath, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? new SipgateSettings { Accounts = accounts } : throw new SettingsException($"{Key}: the path '{twice}' is there twice.");
    }

    private static SipgateAccount ReadAccount(SettingsReader reader, string key, string name)
    {
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
