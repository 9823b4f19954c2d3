using System.Text.RegularExpressions;

namespace Tandem.Interop.Tests.Sipp;

/// <summary>The text of a scenario: a file of Scenarios, with the parts that it names and the values of a test.</summary>
internal static partial class SippScenario
{
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "Sipp", "Scenarios");

    /// <summary>Reads a scenario.</summary>
    /// <param name="name">Name of its file, without the ending.</param>
    /// <param name="values">What stands in the file between at-signs.</param>
    public static string Read(string name, IEnumerable<(string Name, string Value)> values) =>
        Fill(WithParts(Fill(File.ReadAllText(Path.Combine(Directory, $"{name}.xml")), values)), values);

    // <?part invite dialog="a"?> is the file Parts/invite.xml, in which @dialog@ is a.
    private static string WithParts(string text) => Part().Replace(text, part => WithParts(Fill(
        File.ReadAllText(Path.Combine(Directory, "Parts", $"{part.Groups["name"].Value}.xml")),
        Value().Matches(part.Groups["values"].Value).Select(value => (value.Groups["name"].Value, value.Groups["value"].Value)))));

    private static string Fill(string text, IEnumerable<(string Name, string Value)> values) =>
        values.Aggregate(text, (before, value) => before.Replace($"@{value.Name}@", value.Value, StringComparison.Ordinal));

    [GeneratedRegex("""<\?part (?<name>\w+)(?<values>[^?]*(?:\?(?!>)[^?]*)*)\?>""", RegexOptions.ExplicitCapture)]
    private static partial Regex Part();

    [GeneratedRegex(@"(?<name>\w+)=""(?<value>[^""]*)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Value();
}
