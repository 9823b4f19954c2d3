using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace Tandem.Sipgate.Configuration;

/// <summary>Reads a client's settings from a section.</summary>
internal static class SipgateSettings
{
    /// <exception cref="ArgumentException">A setting is missing or cannot be; the message names its key.</exception>
    public static SipgateOptions Read(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        var options = new SipgateOptions { Credentials = ReadCredentials(section) };
        var retry = options.Retry;
        return options with
        {
            BaseAddress = Read(section, "BaseAddress", options.BaseAddress, text => new Uri(text, UriKind.Absolute)),
            Timeout = Read(section, "Timeout", options.Timeout, text => TimeSpan.Parse(text, CultureInfo.InvariantCulture)),
            Proxy = Read<IWebProxy?>(section, "Proxy", null, text => new WebProxy(new Uri(text, UriKind.Absolute))),
            ClientName = section["ClientName"] ?? options.ClientName,
            NormalizePhoneNumbers = Read(section, "NormalizePhoneNumbers", options.NormalizePhoneNumbers, bool.Parse),
            Retry = retry with { MaxAttempts = Read(section, "MaxAttempts", retry.MaxAttempts, text => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture)) },
        };
    }

    private static SipgateCredentials ReadCredentials(IConfiguration section)
    {
        try
        {
            return (section["TokenId"], section["Token"], section["Username"], section["Password"]) switch
            {
                ({ } id, { } token, _, _) => SipgateCredentials.PersonalAccessToken(id, token),
                (null, { } token, _, _) => SipgateCredentials.Bearer(token),
                (null, null, { } user, { } password) => SipgateCredentials.Basic(user, password),
                ({ }, null, _, _) => throw new ArgumentException($"{Key(section, "Token")} is missing."),
                (_, _, { }, null) => throw new ArgumentException($"{Key(section, "Password")} is missing."),
                _ => throw new ArgumentException($"{Key(section, "TokenId")} and {Key(section, "Token")} are missing."),
            };
        }
        catch (SipgateValidationException exception)
        {
            throw new ArgumentException($"{Key(section, exception.Parameter ?? "Token")}: {exception.Message}.", exception);
        }
    }

    private static T Read<T>(IConfiguration section, string name, T otherwise, Func<string, T> parse)
    {
        try
        {
            return section[name] is { Length: > 0 } text ? parse(text) : otherwise;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new ArgumentException($"{Key(section, name)} is '{section[name]}', which cannot be: {exception.Message}", exception);
        }
    }

    // Parameters are named as in C#, keys as in settings.
    private static string Key(IConfiguration section, string name)
    {
        var key = char.ToUpperInvariant(name[0]) + name[1..];
        return section is IConfigurationSection { Path: { Length: > 0 } path } ? $"{path}:{key}" : key;
    }
}
