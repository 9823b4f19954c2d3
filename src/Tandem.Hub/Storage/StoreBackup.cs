using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Tandem.Hub.Storage;

/// <summary>Copies a SQLite store into a file while the hub goes on, and puts such a file in place of a store.</summary>
internal static class StoreBackup
{
    private const int PagesPerStep = 1000;

    /// <summary>
    /// Copies the store as it is at this moment. The file appears under its name only when it is whole and checked; until then it stands
    /// beside it with <c>.part</c>.
    /// </summary>
    /// <param name="store">The SQLite file of the store.</param>
    /// <param name="file">Where to.</param>
    /// <param name="progress">Hears of the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops; nothing is left then.</param>
    /// <returns>The schema version.</returns>
    /// <exception cref="StoreException">There is no store, or the copy is not sound.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static async Task<int> BackUpAsync(string store, string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(store))
            throw new StoreException($"There is no store {store}.");
        string part = file + ".part";
        try
        {
            PrivateFile.Create(part).Dispose();
            Copy(store, SqliteOpenMode.ReadWrite, part, progress, cancellationToken);
            int version = await CheckAsync(part, cancellationToken).ConfigureAwait(false);
            File.Move(part, file, overwrite: true);
            return version;
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Puts a backup in place of a store that no program has open.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="store">The SQLite file of the store; overwritten.</param>
    /// <param name="progress">Hears of the share done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops; the store is as it was then.</param>
    /// <returns>The schema version.</returns>
    /// <exception cref="StoreException">The backup is not sound or newer than this program, or the store is in use.</exception>
    public static async Task<int> RestoreAsync(string file, string store, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
            throw new StoreException($"There is no file {file}.");
        int version = await CheckAsync(file, cancellationToken).ConfigureAwait(false);
        int known = Migration.LoadAll()[^1].Version;
        if (version > known)
            throw new StoreException($"{file} has schema version {version}, and this program knows versions up to {known}: run a newer program.");
        string part = store + ".restore";
        try
        {
            PrivateFile.Create(part).Dispose();
            Copy(file, SqliteOpenMode.ReadOnly, part, progress, cancellationToken);
            if (File.Exists(store))
                await CloseAsync(store, cancellationToken).ConfigureAwait(false);
            File.Move(part, store, overwrite: true);
            return version;
        }
        finally
        {
            File.Delete(part);
        }
    }

    private static void Copy(string from, SqliteOpenMode mode, string to, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using SqliteConnection source = Open(from, mode);
        using SqliteConnection target = Open(to, SqliteOpenMode.ReadWrite);

        // Within a reading transaction the copy is of one moment, and what the hub writes meanwhile does not make it begin anew.
        using SqliteTransaction moment = source.BeginTransaction(deferred: true);
        source.ExecuteScalar("SELECT COUNT(*) FROM sqlite_master", transaction: moment);
        using sqlite3_backup backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
            throw new StoreException($"{to} cannot be written: {raw.sqlite3_errmsg(target.Handle).utf8_to_string()}");
        int result;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesPerStep);
            int pages = raw.sqlite3_backup_pagecount(backup);
            progress?.Report(pages == 0 ? 1 : 1 - ((double)raw.sqlite3_backup_remaining(backup) / pages));
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE)
            throw new StoreException($"{from} cannot be copied: {raw.sqlite3_errstr(result).utf8_to_string()}.");
        raw.sqlite3_backup_finish(backup);

        // One file, which can be carried about.
        target.Execute("PRAGMA journal_mode=DELETE");
    }

    private static async Task<int> CheckAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            int version = await StoreSchema.SqliteVersionAsync(path, cancellationToken).ConfigureAwait(false);
            await using SqliteConnection connection = Open(path, SqliteOpenMode.ReadOnly);
            string verdict = await connection.QueryFirstAsync<string>("PRAGMA integrity_check").ConfigureAwait(false);
            return verdict == "ok" ? version : throw new StoreException($"{path} is damaged: {verdict}");
        }
        catch (DbException exception)
        {
            throw new StoreException($"{path} is no sound store: {exception.Message}", exception);
        }
    }

    // Leaving the WAL mode works only for the last one who has the file open, and takes the files beside it away.
    private static async Task CloseAsync(string store, CancellationToken cancellationToken)
    {
        try
        {
            await using SqliteConnection connection = Open(store, SqliteOpenMode.ReadWrite);
            cancellationToken.ThrowIfCancellationRequested();
            if (await connection.QueryFirstAsync<string>("PRAGMA journal_mode=DELETE").ConfigureAwait(false) != "delete")
                throw new StoreException($"{store} is in use: stop the hub first.");
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED)
        {
            throw new StoreException($"{store} is in use: stop the hub first.", exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT)
        {
            // The damaged store is what is replaced; what is beside it belongs to it.
            File.Delete(store + "-wal");
            File.Delete(store + "-shm");
        }
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        return connection;
    }
}
