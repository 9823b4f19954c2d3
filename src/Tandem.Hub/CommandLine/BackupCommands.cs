using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Hub.Configuration;
using Tandem.Hub.Doctor;
using Tandem.Hub.Storage;

namespace Tandem.Hub.CommandLine;

/// <summary><c>tandem backup</c> and <c>tandem restore</c>.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Where to." };
        var force = new Option<bool>("--force") { Description = "Overwrite the file if it exists." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = SettingsArguments.AddTo(new Command(
            "backup",
            """
            Copy the store into a file, also while the hub runs, and check the copy.

              tandem backup tandem-2026-03-01.db
            """) { file, force, json });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var target = parsed.GetValue(file)!;
            var store = ReadStore(parsed, "pg_dump --format=custom --file=FILE DATABASE");
            RefuseExisting(target.FullName, parsed.GetValue(force));
            var version = await RunAsync(
                $"Copying {store.SqlitePath}",
                progress => StoreBackup.BackUpAsync(store.SqlitePath, target.FullName, progress, cancellationToken)).ConfigureAwait(false);
            Tell(parsed.GetValue(json), target.FullName, version, $"The store is copied to {target.FullName} and checked (schema version {version}).");
        });
        return command;
    }

    public static Command CreateRestore()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A backup." };
        var force = new Option<bool>("--force") { Description = "Overwrite the store that is there." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = SettingsArguments.AddTo(new Command(
            "restore",
            """
            Put a backup in place of the store. The hub must be stopped.

              tandem restore tandem-2026-03-01.db --force
            """) { file, force, json });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var source = parsed.GetValue(file)!;
            var store = ReadStore(parsed, "pg_restore --clean --dbname=DATABASE FILE");
            using var taken = Take(store.DataDirectory);
            RefuseExisting(store.SqlitePath, parsed.GetValue(force));
            var version = await RunAsync(
                $"Copying {source.FullName}",
                progress => StoreBackup.RestoreAsync(source.FullName, store.SqlitePath, progress, cancellationToken)).ConfigureAwait(false);
            Tell(parsed.GetValue(json), store.SqlitePath, version, $"The store {store.SqlitePath} is that of {source.FullName} now (schema version {version}).");
        });
        return command;
    }

    private static StoreOptions ReadStore(ParseResult parsed, string tool)
    {
        var hub = TandemSettings.Read(SettingsArguments.Read(parsed)).Hub;
        return hub.Store is null
            ? new StoreOptions { DataDirectory = hub.DataDirectory }
            : throw new StoreException($"The store is in PostgreSQL (Hub:Store), which has its own tool: {tool}");
    }

    private static DataDirectoryLock Take(string directory)
    {
        try
        {
            return DataDirectoryLock.Take(directory);
        }
        catch (StoreException exception)
        {
            throw new StoreException($"The hub of {directory} runs: stop it first.", exception);
        }
    }

    private static void RefuseExisting(string path, bool force)
    {
        if (File.Exists(path) && !force)
        {
            throw new StoreException($"{path} exists. Give --force to overwrite it.");
        }
    }

    private static async Task<int> RunAsync(string what, Func<IProgress<double>, Task<int>> work)
    {
        try
        {
            return await Output.WithProgressAsync(what, work).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Data.Common.DbException)
        {
            throw new StoreException(exception.Message, exception);
        }
    }

    private static void Tell(bool json, string file, int version, string sentence)
    {
        if (json)
        {
            Output.Json(new JsonObject { ["file"] = file, ["schemaVersion"] = version, ["bytes"] = new FileInfo(file).Length });
            return;
        }
        Console.WriteLine(sentence);
    }
}
