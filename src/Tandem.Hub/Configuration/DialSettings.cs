using Tandem.Media.Tones;
using Tandem.Switch;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Routing;
using Tandem.Switch.Tones;

namespace Tandem.Hub.Configuration;

/// <summary>How the built-in exchange calls phones, what callers hear, and who may dial what.</summary>
internal static class DialSettings
{
    private const string Policy = "Switch:Policy";
    private const int Most = 1_000_000;

    /// <summary>Reads the settings into options.</summary>
    /// <exception cref="SettingsException">One is wrong.</exception>
    public static SwitchOptions Apply(SettingsReader reader, SwitchOptions options) => options with
    {
        EarlyMediaTimeout = TimeSpan.FromSeconds(reader.Number("Switch:EarlyMediaTimeoutSeconds", 180, 1, 1_800)),
        Redirects = reader.Choice("Switch:Redirects", RedirectPolicy.Follow),
        IdentityHeaders = ReadIdentityHeaders(reader, options.IdentityHeaders),
        TalkEventAgents = [.. reader.List("Switch:TalkEventAgents").Select(item => item.Value)],
        Tones = ReadTones(reader),
        Policy = ReadPolicy(reader),
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

    private static DialPolicyOptions ReadPolicy(SettingsReader reader)
    {
        var classes = new List<DestinationClass>();
        foreach (var key in reader.Children($"{Policy}:Classes"))
        {
            classes.Add(ReadClass(reader, key, classes));
        }
        var users = new Dictionary<string, DialRights>();
        foreach (var key in reader.Children($"{Policy}:Users"))
        {
            var number = reader.Text($"{key}:Number") ?? "";
            if (number.Length == 0 || !users.TryAdd(number, ReadRights(reader, key, classes)))
            {
                throw new SettingsException($"{key}:Number", number, "the number of an extension that no other user here has");
            }
        }
        return new DialPolicyOptions
        {
            Emergency = ReadPatterns(reader, $"{Policy}:Emergency"),
            Classes = classes,
            Default = ReadRights(reader, Policy, classes),
            Users = users,
        };
    }

    private static DestinationClass ReadClass(SettingsReader reader, string key, List<DestinationClass> known)
    {
        var name = reader.Text($"{key}:Name") ?? "";
        var isTaken = name.Length == 0 || IsOneOf(name, [DestinationClass.Internal, DestinationClass.Emergency, .. known.Select(other => other.Name)]);
        if (isTaken)
        {
            throw new SettingsException($"{key}:Name", name, "a name that no other class has, and neither internal nor emergency");
        }
        var numbers = ReadPatterns(reader, $"{key}:Numbers");
        return numbers.Count == 0
            ? throw new SettingsException($"{key}:Numbers", "", "patterns of numbers such as 00.")
            : new DestinationClass(name, numbers)
            {
                MaxCalls = reader.Number($"{key}:MaxCalls", 0, 0, Most),
                MaxCallsPerSecond = reader.Number($"{key}:MaxCallsPerSecond", 0, 0, Most),
            };
    }

    private static DialRights ReadRights(SettingsReader reader, string key, List<DestinationClass> classes)
    {
        var allowed = reader.List($"{key}:Allowed");
        string[] known = [DestinationClass.Internal, DestinationClass.Emergency, .. classes.Select(item => item.Name)];
        foreach (var (itemKey, name) in allowed)
        {
            if (!IsOneOf(name, known))
            {
                throw new SettingsException(itemKey, name, string.Join(", ", known));
            }
        }
        return new DialRights
        {
            Classes = [.. allowed.Select(item => item.Value)],
            MaxCalls = reader.Number($"{key}:MaxCalls", 0, 0, Most),
            MaxCallsPerSecond = reader.Number($"{key}:MaxCallsPerSecond", 0, 0, Most),
        };
    }

    private static bool IsOneOf(string name, IEnumerable<string> names) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
