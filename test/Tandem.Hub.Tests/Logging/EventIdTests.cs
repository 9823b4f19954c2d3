using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Tandem.Hub.Hosting;

namespace Tandem.Hub.Tests.Logging;

public sealed class EventIdTests
{
    private static IReadOnlyList<(int Id, LogLevel Level, string Where)> Events { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "Tandem.*.dll").Where(path => !path.EndsWith("Tests.dll", StringComparison.Ordinal))
            .Select(path => Assembly.Load(Path.GetFileNameWithoutExtension(path)))
            .Append(typeof(HubHost).Assembly)
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(method => (Method: method, Event: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(found => found.Event is not null)
            .Select(found => (found.Event!.EventId, found.Event.Level, $"{found.Method.DeclaringType!.Name}.{found.Method.Name}")),
    ];

    [Fact]
    public void No_two_events_have_one_id()
    {
        Assert.True(Events.Count >= 10, "The search for events finds them.");
        Assert.Empty(Events.GroupBy(item => item.Id).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group)));
    }

    [Fact]
    public void The_page_for_operators_lists_every_event_with_its_level()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "operate.md"));
        var listed = Regex.Matches(page, @"^\| ([0-9]{4}) \| (\w+) \|", RegexOptions.Multiline).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value}");
        Assert.Equal(Events.OrderBy(item => item.Id).Select(item => $"{item.Id} {item.Level}"), listed);
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Tandem.slnx")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }
        return directory.FullName;
    }
}
