using Tandem.Asterisk;
using Tandem.Asterisk.Live;

namespace Tandem.Hub.Configuration;

/// <summary>Settings of the Asterisks that are joined.</summary>
/// <param name="Connections">One source each, by <c>Asterisk:Connections:N</c>.</param>
public sealed record AsteriskSettings(IReadOnlyList<AsteriskPbxOptions> Connections)
{
    // It stands in the paths of its functions: /api/asterisk/NAME/...
    private const string NameAllowed = "1 to 32 letters, digits, hyphens and underscores";
    private const string ExtensionsDomain = "default";

    internal static AsteriskSettings Read(SettingsReader reader, SourceNames names) =>
        new([.. reader.Children("Asterisk:Connections").Select(key => ReadConnection(reader, key, ReadName(names, key)))]);

    private static string ReadName(SourceNames names, string key)
    {
        var name = names.Read(key, "asterisk");
        return name.Length is >= 1 and <= 32 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? name
            : throw new SettingsException($"{key}:Name", name, NameAllowed);
    }

    private static AsteriskPbxOptions ReadConnection(SettingsReader reader, string key, string name)
    {
        var hasTls = reader.Flag($"{key}:Tls");
        var reconnects = reader.Text($"{key}:Reconnect") is null || reader.Flag($"{key}:Reconnect");
        return new AsteriskPbxOptions
        {
            Name = name,
            Connection = new AmiClientOptions
            {
                Host = reader.Text($"{key}:Host", "127.0.0.1"),
                Port = reader.Number($"{key}:Port", hasTls ? 5039 : 5038, 1, 65_535),
                Username = reader.Text($"{key}:Username") ?? throw new SettingsException($"{key}:Username", "", "the name of a user in manager.conf"),
                Secret = reader.Text($"{key}:Secret") ?? throw new SettingsException($"{key}:Secret", "", "the user's secret in manager.conf"),
                Tls = hasTls ? new AmiTlsOptions { PinnedFingerprint = Fingerprint(reader, $"{key}:TlsFingerprint") } : null,
                Reconnect = new AmiReconnectOptions
                {
                    Enabled = reconnects,
                    FirstDelay = TimeSpan.FromMilliseconds(reader.Number($"{key}:ReconnectAfter", 250, 1, 30_000)),
                },
            },
            Model = new AsteriskModelOptions
            {
                Domain = reader.Text($"{key}:Domain", ExtensionsDomain),
                Trunks = [.. reader.List($"{key}:Trunks").Select(item => item.Value)],
                Contexts = [.. reader.List($"{key}:Contexts").Select(item => item.Value)],
                Families = ReadFamilies(reader, $"{key}:AstDb"),
                RecordingBase = reader.Text($"{key}:RecordingBase"),
                RecordingUrl = ReadUrl(reader, $"{key}:RecordingUrl"),
            },
            FiltersVariables = reader.Text($"{key}:FilterVariables") is null || reader.Flag($"{key}:FilterVariables"),
            ReconcileInterval = TimeSpan.FromSeconds(reader.Number($"{key}:ReconcileSeconds", 300, 10, 86_400)),
            Dialplan = DialplanSettings.Read(reader, key, reader.Text($"{key}:RecordingBase")),
        };
    }

    private static AstDbFamilies ReadFamilies(SettingsReader reader, string key)
    {
        var defaults = AstDbFamilies.Default;
        return new AstDbFamilies
        {
            DoNotDisturb = reader.Text($"{key}:DoNotDisturb", defaults.DoNotDisturb),
            ForwardAlways = reader.Text($"{key}:ForwardAlways", defaults.ForwardAlways),
            ForwardBusy = reader.Text($"{key}:ForwardBusy", defaults.ForwardBusy),
            ForwardUnavailable = reader.Text($"{key}:ForwardUnavailable", defaults.ForwardUnavailable),
            RecallOnBusy = reader.Text($"{key}:RecallOnBusy", defaults.RecallOnBusy),
            VoicemailPrefix = reader.Text($"{key}:VoicemailPrefix", defaults.VoicemailPrefix),
            DoNotDisturbDevice = reader.Text($"{key}:DoNotDisturbDevice", defaults.DoNotDisturbDevice),
        };
    }

    private static Uri? ReadUrl(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new SettingsException(key, text, "a URL such as https://pbx.example/recordings");
    }

    private static string? Fingerprint(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }
        var digits = text.Replace(":", "", StringComparison.Ordinal);
        return digits.Length == 64 && digits.All(char.IsAsciiHexDigit) ? text : throw new SettingsException(key, text, "a SHA-256 fingerprint, 64 hexadecimal digits");
    }
}
