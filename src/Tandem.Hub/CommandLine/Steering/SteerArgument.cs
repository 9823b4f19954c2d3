using System.CommandLine;
using System.Text.Json.Nodes;

namespace Tandem.Hub.CommandLine.Steering;

/// <summary>An argument or option of a command on the exchange, and where it goes: into the path, or into a field of the body.</summary>
internal sealed class SteerArgument
{
    private readonly Action<Command> _add;
    private readonly Func<ParseResult, JsonNode?> _read;

    private SteerArgument(string name, string? field, Action<Command> add, Func<ParseResult, JsonNode?> read)
    {
        Name = name;
        Field = field;
        _add = add;
        _read = read;
    }

    /// <summary>Its name: in capitals for an argument, with hyphens for an option.</summary>
    public string Name { get; }

    /// <summary>The field of the body; null when it is part of the path.</summary>
    public string? Field { get; }

    /// <summary>A word at its place.</summary>
    public static SteerArgument Word(string name, string description, string? field = null, bool isRequired = true, params string[] choices)
    {
        var argument = new Argument<string?>(name) { Description = description, Arity = isRequired ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne };
        if (choices.Length > 0)
        {
            argument.AcceptOnlyFromAmong(choices);
        }
        return new SteerArgument(name, field, command => command.Arguments.Add(argument), parsed => parsed.GetValue(argument));
    }

    /// <summary>Any number of words at their place.</summary>
    public static SteerArgument Words(string name, string description, string field)
    {
        var argument = new Argument<string[]>(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };
        return new SteerArgument(
            name, field, command => command.Arguments.Add(argument), parsed => new JsonArray([.. (parsed.GetValue(argument) ?? []).Select(word => (JsonNode?)word)]));
    }

    /// <summary>An option with a text.</summary>
    public static SteerArgument Text(string name, string description, string field)
    {
        var option = new Option<string?>(name) { Description = description };
        return new SteerArgument(name, field, command => command.Options.Add(option), parsed => parsed.GetValue(option));
    }

    /// <summary>An option with a whole number.</summary>
    public static SteerArgument Number(string name, string description, string field)
    {
        var option = new Option<int?>(name) { Description = description };
        return new SteerArgument(name, field, command => command.Options.Add(option), parsed => parsed.GetValue(option));
    }

    /// <summary>An option that is there or not.</summary>
    public static SteerArgument Flag(string name, string description, string field)
    {
        var option = new Option<bool>(name) { Description = description };
        return new SteerArgument(name, field, command => command.Options.Add(option), parsed => parsed.GetValue(option) ? true : null);
    }

    /// <summary>Makes it part of a command.</summary>
    public void AddTo(Command command) => _add(command);

    /// <summary>What was typed; null when nothing was.</summary>
    public JsonNode? Read(ParseResult parsed) => _read(parsed);
}
