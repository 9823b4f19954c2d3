using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Actions;

/// <summary>What the user may do: the answer to ListCommands, which names only those actions that are loaded and permitted.</summary>
public sealed class AmiPermissions
{
    private readonly Dictionary<string, string[]> _actions = new(StringComparer.OrdinalIgnoreCase);

    internal AmiPermissions(AmiMessage commands)
    {
        foreach (var header in commands)
        {
            if (header.Value.LastIndexOf("(Priv:", StringComparison.Ordinal) is >= 0 and var at)
            {
                _actions[header.Name] = [.. header.Value[(at + 6)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries).Where(name => name is not ("all" or "<none>"))];
            }
        }
    }

    /// <summary>The actions that the user may send, each with the classes of which it needs one.</summary>
    public IReadOnlyDictionary<string, string[]> Actions => _actions;

    /// <summary>Whether the user may send an action, and it is loaded.</summary>
    public bool Allows(string action) => _actions.ContainsKey(action);

    /// <summary>Those of some actions that the user may not send or that are not loaded.</summary>
    public IReadOnlyList<string> Missing(params IEnumerable<string> actions) => [.. actions.Where(action => !Allows(action))];

    /// <summary>The classes of which a user needs one in <c>write</c> of manager.conf to send an action; empty where it needs none, or where that is not known.</summary>
    public static IReadOnlyList<string> ClassesFor(string action) => AmiActionClasses.Of(action);
}
