using System.CommandLine;
using Tandem.Hub.CommandLine;

namespace Tandem.Hub.Tests.CommandLine;

public sealed class HelpTests
{
    public static TheoryData<string> Commands => [.. Paths(TandemCommand.Create(), "tandem")];

    [Theory]
    [MemberData(nameof(Commands))]
    public void The_help_of_every_command_has_an_example(string path)
    {
        var command = Find(path);
        Assert.Contains(command.Description!.Split('\n').Skip(1), line => line.TrimStart().StartsWith("tandem", StringComparison.Ordinal) || line.Contains($" {path}", StringComparison.Ordinal) || line.Contains($"({path}", StringComparison.Ordinal));
        Assert.Contains(path, command.Description, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_argument_and_option_says_what_it_is_for(string path)
    {
        var command = Find(path);
        Assert.All(command.Arguments, argument => Assert.False(string.IsNullOrEmpty(argument.Description), argument.Name));
        Assert.All(command.Options, option => Assert.False(string.IsNullOrEmpty(option.Description), option.Name));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_that_tells_something_tells_it_as_JSON_too(string path)
    {
        var command = Find(path);
        // These stay up, or print what is for a shell.
        if (command.Subcommands.Count == 0 && command.Name is not ("run" or "completion"))
        {
            Assert.Contains(command.Options, option => option.Name == "--json");
        }
    }

    private static IEnumerable<string> Paths(Command command, string path) =>
        command.Subcommands.SelectMany(inner => Paths(inner, $"{path} {inner.Name}")).Prepend(path);

    private static Command Find(string path) =>
        path.Split(' ').Skip(1).Aggregate((Command)TandemCommand.Create(), (command, name) => command.Subcommands.Single(inner => inner.Name == name));
}
