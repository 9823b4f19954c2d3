namespace Tandem.Hub.Configuration;

/// <summary>The names of the sources, each the first part of its objects' ids: one rule, whatever the source is joined by.</summary>
internal sealed class SourceNames(SettingsReader reader)
{
    // These two are always there; in other letters a name would be another for programs, and the same for people.
    private readonly Dictionary<string, string> _owners = new(StringComparer.OrdinalIgnoreCase)
    {
        ["switch"] = "the built-in exchange",
        ["exchange"] = "the model of all sources",
    };

    /// <summary>Reads the <c>Name</c> of a source.</summary>
    /// <param name="key">The source, for example <c>Asterisk:Connections:0</c>.</param>
    /// <param name="fallback">Its name where none is set.</param>
    /// <exception cref="SettingsException">The name has a colon, or another source has it.</exception>
    public string Read(string key, string fallback)
    {
        var name = reader.Text($"{key}:Name", fallback);
        if (name.Contains(':'))
        {
            throw new SettingsException($"{key}:Name", name, "a name without a colon");
        }
        return _owners.TryAdd(name, key) ? name : throw new SettingsException($"{key}:Name", name, $"a name that no other source has; it is that of {_owners[name]}");
    }
}
