using Tandem.Media.Tones;
using Tandem.Switch;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Routing;
using Tandem.Switch.Tones;

namespace Tandem.Hub.Configuration;

/// <summary>How the built-in exchange calls phones, what callers hear, and who may dial what.</summary>
internal static class DialSettings
{
    /// <summary>Reads the settings into options.</summary>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public static SwitchOptions Apply(SettingsReader reader, SwitchOptions options) => options with
    {
        EarlyMediaTimeout = TimeSpan.FromSeconds(reader.Number("Switch:EarlyMediaTimeoutSeconds", 180, 1, 1_800)),
        Redirects = reader.Choice("Switch:Redirects", RedirectPolicy.Follow),
        IdentityHeaders = ReadIdentityHeaders(reader, options.IdentityHeaders),
        TalkEventAgents = [.. reader.List("Switch:TalkEventAgents").Select(item => item.Value)],
        Tones = ReadTones(reader),
        Policy = PolicySettings.Read(reader, PolicySettings.Shared),
    };

    /// <summary>Reads patterns of numbers.</summary>
    public static List<NumberPattern> ReadPatterns(SettingsReader reader, string key)
    {
        var patterns = new List<NumberPattern>();
        foreach (var (itemKey, value) in reader.List(key))
        {
            try
            {
                patterns.Add(NumberPattern.Parse(value));
            }
            catch (FormatException exception)
            {
                throw new SettingsException(itemKey, value, exception.Message.TrimEnd('.'));
            }
        }
        return patterns;
    }

    private static IdentityHeaders ReadIdentityHeaders(SettingsReader reader, IdentityHeaders fallback)
    {
        var names = reader.List<IdentityHeaders>("Switch:IdentityHeaders", "pai, rpid, none", TryIdentityHeader);
        return names.Count == 0 ? fallback : names.Aggregate(IdentityHeaders.None, (all, header) => all | header);
    }

    private static bool TryIdentityHeader(string text, out IdentityHeaders header)
    {
        (header, var isKnown) = text.ToUpperInvariant() switch
        {
            "PAI" => (IdentityHeaders.PAssertedIdentity, true),
            "RPID" => (IdentityHeaders.RemotePartyId, true),
            "NONE" => (IdentityHeaders.None, true),
            _ => (IdentityHeaders.None, false),
        };
        return isKnown;
    }

    private static ToneSet ReadTones(SettingsReader reader)
    {
        const string Key = "Switch:Tones:Country";
        var country = reader.Text(Key, "eu");
        var tones = ToneSet.Find(country) ?? throw new SettingsException(Key, country, string.Join(", ", ToneSet.Known));
        return tones with
        {
            Ringback = ReadTone(reader, "Switch:Tones:Ringback", tones.Ringback),
            Busy = ReadTone(reader, "Switch:Tones:Busy", tones.Busy),
            Congestion = ReadTone(reader, "Switch:Tones:Congestion", tones.Congestion),
            Unobtainable = ReadTone(reader, "Switch:Tones:Unobtainable", tones.Unobtainable),
        };
    }

    private static string ReadTone(SettingsReader reader, string key, string fallback)
    {
        var text = reader.Text(key, fallback);
        try
        {
            ToneScript.Parse(text);
            return text;
        }
        catch (FormatException exception)
        {
            throw new SettingsException(key, text, $"tones such as 425*0.2/0:1000/4000; {exception.Message.TrimEnd('.')}");
        }
    }
}
