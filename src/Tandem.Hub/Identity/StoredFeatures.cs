using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Identity;

/// <summary>What users have set for their calls, in the store. It changes as seldom as somebody gives a command.</summary>
internal sealed class StoredFeatures(Store store) : IExtensionFeatureStore
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ExtensionFeatures>> LoadAsync(CancellationToken cancellationToken)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        var rows = await connection.QueryAsync<FeatureRow>(
            """
            SELECT number AS Number, do_not_disturb AS DoNotDisturb, forward_always AS ForwardAlways, forward_busy AS ForwardBusy,
                   forward_unavailable AS ForwardUnavailable
            FROM extension_features
            """).ConfigureAwait(false);
        return [.. rows.Select(row => new ExtensionFeatures(row.Number, row.DoNotDisturb != 0, row.ForwardAlways, row.ForwardBusy, row.ForwardUnavailable))];
    }

    /// <inheritdoc/>
    public async ValueTask SetAsync(ExtensionFeatures features, CancellationToken cancellationToken)
    {
        try
        {
            await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
            if (features.IsDefault)
            {
                await connection.ExecuteAsync("DELETE FROM extension_features WHERE number = @Number", new { features.Number }).ConfigureAwait(false);
                return;
            }
            await connection.ExecuteAsync(
                """
                INSERT INTO extension_features (number, do_not_disturb, forward_always, forward_busy, forward_unavailable)
                VALUES (@Number, @DoNotDisturb, @ForwardAlways, @ForwardBusy, @ForwardUnavailable)
                ON CONFLICT (number) DO UPDATE SET do_not_disturb = excluded.do_not_disturb, forward_always = excluded.forward_always,
                    forward_busy = excluded.forward_busy, forward_unavailable = excluded.forward_unavailable
                """,
                new { features.Number, DoNotDisturb = features.DoNotDisturb ? 1 : 0, features.ForwardAlways, features.ForwardBusy, features.ForwardUnavailable }).ConfigureAwait(false);
        }
        catch (DbException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    private sealed class FeatureRow
    {
        public string Number { get; init; } = "";

        public int DoNotDisturb { get; init; }

        public string? ForwardAlways { get; init; }

        public string? ForwardBusy { get; init; }

        public string? ForwardUnavailable { get; init; }
    }
}
