using Tandem.Hub.Configuration;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Doctor;

/// <summary>Whether the store opens, and which schema it has. Changes nothing.</summary>
internal static class StoreCheck
{
    private const string Name = "store";

    /// <summary>Looks at the store.</summary>
    public static async Task<Finding> ExamineAsync(HubSettings hub, CancellationToken cancellationToken)
    {
        var options = new StoreOptions { DataDirectory = hub.DataDirectory, ConnectionString = hub.Store };
        var known = Migration.LoadAll()[^1].Version;
        try
        {
            return await StoreSchema.VersionAsync(options, cancellationToken).ConfigureAwait(false) switch
            {
                null => Finding.Ok(Name, $"There is none yet; the first start makes it ({options.Engine})."),
                var version when version > known => Finding.Fail(
                    Name, $"It has schema version {version}, and this program knows versions up to {known}.", "Run a newer program, or restore a backup made before."),
                var version when version < known => Finding.Ok(
                    Name, $"It opens ({options.Engine}); its schema version {version} becomes {known} at the next start. Make a backup before: tandem backup FILE"),
                var version => Finding.Ok(Name, $"It opens ({options.Engine}), schema version {version}."),
            };
        }
        catch (Exception exception) when (exception is System.Data.Common.DbException or ArgumentException or StoreException or IOException or UnauthorizedAccessException)
        {
            var remedy = options.Engine == StoreEngine.PostgreSql ? "Correct Hub:Store, or start the database." : "Restore a backup: tandem restore FILE --force";
            return Finding.Fail(Name, $"It does not open: {exception.Message.ReplaceLineEndings(" ")}", remedy);
        }
    }
}
