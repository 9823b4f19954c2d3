using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Hub.Configuration;
using Tandem.Sipgate.Contacts;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem sipgate contacts</c>.</summary>
internal static class SipgateContactCommands
{
    public static Command Create() => new("contacts", "Move contacts between files and sipgate.\n\n  tandem sipgate contacts export contacts.vcf")
    {
        CreateImport(),
        CreateExport(),
    };

    private static Command CreateImport()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A CSV file with firstname, lastname and number, or vCards 4.0 (.vcf)." };
        var shared = new Option<bool>("--shared") { Description = "All users see them; vCards alone." };
        var delimiter = new Option<char>("--delimiter") { Description = "What parts the values of CSV.", DefaultValueFactory = _ => ',' };
        var command = new Command("import", "Import contacts. A broken file imports nothing.\n\n  tandem sipgate contacts import contacts.csv --delimiter \";\"") { file, shared, delimiter };
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            var text = await ReadAsync(path, File.ReadAllTextAsync, cancellationToken).ConfigureAwait(false);
            if (!IsVCard(path) && parsed.GetValue(shared))
            {
                throw new SettingsException("--shared is for vCards: sipgate imports CSV as private contacts.");
            }
            using var client = sipgate.Connect(parsed);
            var scope = parsed.GetValue(shared) ? ContactScope.Shared : ContactScope.Private;
            var count = IsVCard(path)
                ? await ImportCardsAsync(client.Contacts, text, scope, cancellationToken).ConfigureAwait(false)
                : await client.Contacts.ImportCsvAsync(text, parsed.GetValue(delimiter), cancellationToken).ConfigureAwait(false);
            SipgateCommands.Print(sipgate.WantsJson(parsed), new JsonObject { ["imported"] = count }, $"Imported {count} contacts");
        });
        return command;
    }

    private static Task<int> ImportCardsAsync(ContactModule contacts, string text, ContactScope scope, CancellationToken cancellationToken)
    {
        var all = VCard.Parse(text).Count;
        return Output.WithProgressAsync(
            "Contacts",
            progress => contacts.ImportVCardsAsync(text, scope, new Progress<int>(done => progress.Report((double)done / all)), cancellationToken));
    }

    private static Command CreateExport()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The file, which is replaced: .csv, .json or .vcf." };
        var scope = new Option<string?>("--scope") { Description = "Only private, shared or internal ones. Default: all." };
        var delimiter = new Option<char>("--delimiter") { Description = "What parts the values of CSV.", DefaultValueFactory = _ => ',' };
        var command = new Command("export", "Export contacts.\n\n  tandem sipgate contacts export contacts.csv --scope shared") { file, scope, delimiter };
        var sipgate = SipgateConnectionOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            ContactScope? wanted = parsed.GetValue(scope) is { } name ? new ContactScope(name.ToUpperInvariant()) : null;
            using var client = sipgate.Connect(parsed);
            var text = path.Extension.ToUpperInvariant() switch
            {
                ".VCF" => await client.Contacts.ExportVCardsAsync(wanted, cancellationToken).ConfigureAwait(false),
                ".JSON" => await client.Contacts.ExportJsonAsync(wanted, cancellationToken).ConfigureAwait(false),
                ".CSV" => await client.Contacts.ExportCsvAsync(wanted, parsed.GetValue(delimiter), cancellationToken).ConfigureAwait(false),
                _ => throw new SettingsException($"{path.Name} ends in neither .csv, .json nor .vcf."),
            };
            await File.WriteAllTextAsync(path.FullName, text, cancellationToken).ConfigureAwait(false);
            SipgateCommands.Print(sipgate.WantsJson(parsed), new JsonObject { ["file"] = path.FullName }, $"Wrote {path.FullName}");
        });
        return command;
    }

    /// <exception cref="SettingsException">The file cannot be read.</exception>
    internal static async Task<T> ReadAsync<T>(FileInfo file, Func<string, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(file.FullName, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(exception.Message);
        }
    }

    private static bool IsVCard(FileInfo file) => file.Extension.Equals(".vcf", StringComparison.OrdinalIgnoreCase);
}
