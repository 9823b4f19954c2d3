namespace Tandem.Hub.Storage;

/// <summary>Where the store is.</summary>
internal sealed record StoreOptions
{
    /// <summary>The directory of the SQLite file <c>tandem.db</c>; made, for its owner alone, when it does not exist.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>A connection string of PostgreSQL, in the words of Npgsql; <see langword="null"/> or empty means SQLite.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The SQLite file.</summary>
    public string SqlitePath => Path.Combine(DataDirectory, "tandem.db");

    /// <summary>The engine that these settings choose.</summary>
    public StoreEngine Engine => string.IsNullOrEmpty(ConnectionString) ? StoreEngine.Sqlite : StoreEngine.PostgreSql;
}
