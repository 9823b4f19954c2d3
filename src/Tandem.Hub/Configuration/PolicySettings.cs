using Tandem.Switch.Calls.Policy;
using Tandem.Switch.Routing;

namespace Tandem.Hub.Configuration;

/// <summary>Who may dial what: of the exchange, or of one of its domains.</summary>
internal static class PolicySettings
{
    /// <summary>The section of the exchange's own policy.</summary>
    public const string Shared = "Switch:Policy";

    /// <summary>The setting of hosts elsewhere, below a policy's section.</summary>
    public const string ForeignHosts = "ForeignHosts";

    /// <summary>The setting of calls from domain to domain, below a policy's section.</summary>
    public const string BetweenDomains = "BetweenDomains";

    private const int Most = 1_000_000;

    private static readonly string[] BuiltIn = [DestinationClass.Internal, DestinationClass.Emergency, DestinationClass.Foreign];

    /// <summary>Reads a policy.</summary>
    /// <param name="reader">The settings.</param>
    /// <param name="section">Where it stands.</param>
    /// <exception cref="SettingsException">A setting is wrong, or two contradict each other.</exception>
    public static DialPolicyOptions Read(SettingsReader reader, string section)
    {
        var classes = new List<DestinationClass>();
        foreach (var key in reader.Children($"{section}:Classes"))
        {
            classes.Add(ReadClass(reader, key, classes));
        }
        var users = new Dictionary<string, DialRights>();
        foreach (var key in reader.Children($"{section}:Users"))
        {
            var number = reader.Text($"{key}:Number") ?? "";
            if (number.Length == 0 || !users.TryAdd(number, ReadRights(reader, key, classes)))
            {
                throw new SettingsException($"{key}:Number", number, "the number of an extension that no other user here has");
            }
        }
        var policy = new DialPolicyOptions
        {
            Emergency = DialSettings.ReadPatterns(reader, $"{section}:Emergency"),
            Classes = classes,
            Default = ReadRights(reader, section, classes),
            Users = users,
            ForeignHosts = ReadHosts(reader, $"{section}:{ForeignHosts}"),
            ForeignMaxCalls = reader.Number($"{section}:ForeignMaxCalls", 0, 0, Most),
            ForeignMaxCallsPerSecond = reader.Number($"{section}:ForeignMaxCallsPerSecond", 0, 0, Most),
            BetweenDomains = reader.Flag($"{section}:{BetweenDomains}"),
        };
        RefuseContradictions(policy, section);
        return policy;
    }

    /// <summary>Whether a section of the settings has a policy.</summary>
    public static bool IsThere(SettingsReader reader, string section) => reader.Children(section).Count > 0;

    private static List<HostPattern> ReadHosts(SettingsReader reader, string key)
    {
        var hosts = new List<HostPattern>();
        foreach (var (itemKey, value) in reader.List(key))
        {
            try
            {
                hosts.Add(HostPattern.Parse(value));
            }
            catch (FormatException)
            {
                throw new SettingsException(itemKey, value, "a host such as sip.example.org, or *.example.org");
            }
        }
        return hosts;
    }

    private static void RefuseContradictions(DialPolicyOptions policy, string section)
    {
        var mayForeign = policy.Users.Values.Prepend(policy.Default).Any(rights => IsOneOf(DestinationClass.Foreign, rights.Classes));
        if (policy.ForeignHosts.Count > 0 && !mayForeign)
        {
            throw new SettingsException($"{section}:{ForeignHosts} has hosts, but neither {section}:Allowed nor that of a user in {section}:Users has '{DestinationClass.Foreign}'.");
        }
        if (policy.ForeignHosts.Count == 0 && mayForeign)
        {
            throw new SettingsException($"{section}:Allowed, or that of a user in {section}:Users, has '{DestinationClass.Foreign}', but {section}:{ForeignHosts} has no hosts.");
        }
    }

    private static DestinationClass ReadClass(SettingsReader reader, string key, List<DestinationClass> known)
    {
        var name = reader.Text($"{key}:Name") ?? "";
        var isTaken = name.Length == 0 || IsOneOf(name, [.. BuiltIn, .. known.Select(other => other.Name)]);
        if (isTaken)
        {
            throw new SettingsException($"{key}:Name", name, "a name that no other class has, and none of internal, emergency, foreign");
        }
        var numbers = DialSettings.ReadPatterns(reader, $"{key}:Numbers");
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
        string[] known = [.. BuiltIn, .. classes.Select(item => item.Name)];
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
