namespace Tandem.Hub.Storage;

/// <summary>The databases that the store runs on.</summary>
internal enum StoreEngine
{
    /// <summary>SQLite, in a file of the data directory.</summary>
    Sqlite,

    /// <summary>PostgreSQL, by connection string.</summary>
    PostgreSql,
}
