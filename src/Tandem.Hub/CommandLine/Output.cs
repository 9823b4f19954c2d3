using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Tandem.Hub.CommandLine;

/// <summary>Prints what a command found: a table for people, JSON for programs.</summary>
internal static class Output
{
    public static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Json(JsonNode node) => Console.WriteLine(node.ToJsonString(Indented));

    // A file or a pipe gets plain text, as wide as it takes.
    private static readonly IAnsiConsole Terminal = CreateTerminal();

    /// <summary>Prints a table, or a sentence where there are no rows.</summary>
    public static void Table(string nothing, string[] columns, IReadOnlyCollection<string[]> rows)
    {
        if (rows.Count == 0)
        {
            Console.WriteLine(nothing);
            return;
        }
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))).NoWrap());
        }
        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }
        Terminal.Write(table);
    }

    /// <summary>Prints a table of sentences, which are broken where the terminal ends.</summary>
    public static void Wrapped(string[] columns, IReadOnlyCollection<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded).ShowRowSeparators().AddColumns(columns.Select(column => new TableColumn(column)).ToArray());
        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }
        Terminal.Write(table);
    }

    /// <summary>Shows how far something is, where a person looks on.</summary>
    public static Task<T> WithProgressAsync<T>(string what, Func<IProgress<double>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(new Progress<double>());
        }
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return terminal.Progress().AutoClear(true).StartAsync(context =>
        {
            var bar = context.AddTask(Markup.Escape(what), maxValue: 1);
            return Task.Run(() => work(new Progress<double>(share => bar.Value = share)));
        });
    }

    private static IAnsiConsole CreateTerminal()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
        if (Console.IsOutputRedirected)
        {
            terminal.Profile.Width = 240;
        }
        return terminal;
    }

    /// <summary>The items of a list that REST gave.</summary>
    public static IEnumerable<JsonNode> Items(JsonNode answer) => (answer["items"] as JsonArray ?? []).OfType<JsonNode>();

    /// <summary>A party as people read it: number and name.</summary>
    public static string Party(JsonNode? party) => string.Join(' ', new[] { (string?)party?["number"], (string?)party?["name"] }.Where(part => !string.IsNullOrEmpty(part)));

    /// <summary>An instant in local time, to the second.</summary>
    public static string Time(JsonNode? instant) => instant is null ? "" : ((DateTimeOffset)instant).ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", null);
}
