using System.Data.Common;
using Dapper;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Identity;

/// <summary>The extensions of the directory: each a user, a number and a device.</summary>
internal sealed class ExtensionRepository(Store store)
{
    private const string Select =
        """
        SELECT d.name AS Domain, n.number AS Number, u.name AS Name, u.id AS UserId, n.id AS NumberId, v.id AS DeviceId,
               v.realm AS Realm, v.ha1_md5 AS Ha1Md5, v.ha1_sha256 AS Ha1Sha256
        FROM users u
        JOIN domains d ON d.id = u.domain_id
        JOIN numbers n ON n.domain_id = u.domain_id AND n.user_id = u.id
        JOIN devices v ON v.domain_id = u.domain_id AND v.user_id = u.id AND v.username = n.number
        """;

    /// <summary>Adds an extension.</summary>
    /// <param name="extension">The extension.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The extension with its integers; <see langword="null"/> when the domain has the number already.</returns>
    public async Task<ExtensionRecord?> AddAsync(NewExtension extension, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        int domainId = await DomainDirectory.EnsureDomainAsync(transaction, extension.Domain).ConfigureAwait(false);
        int userId = await DomainDirectory.NextIdAsync(transaction, domainId, IdentityKind.User).ConfigureAwait(false);
        int numberId = await DomainDirectory.NextIdAsync(transaction, domainId, IdentityKind.Number).ConfigureAwait(false);
        int deviceId = await DomainDirectory.NextIdAsync(transaction, domainId, IdentityKind.Device).ConfigureAwait(false);
        var values = new
        {
            domainId,
            userId,
            numberId,
            deviceId,
            extension.Number,
            extension.Name,
            extension.Realm,
            extension.Ha1Md5,
            extension.Ha1Sha256,
        };
        await connection.ExecuteAsync(
            "INSERT INTO users (domain_id, id, name) VALUES (@domainId, @userId, @Name)", values, transaction).ConfigureAwait(false);
        int added = await connection.ExecuteAsync(
            """
            INSERT INTO numbers (domain_id, id, number, user_id) VALUES (@domainId, @numberId, @Number, @userId)
            ON CONFLICT (domain_id, number) DO NOTHING
            """,
            values,
            transaction).ConfigureAwait(false);
        if (added == 0)
            return null;
        await connection.ExecuteAsync(
            """
            INSERT INTO devices (domain_id, id, user_id, username, realm, ha1_md5, ha1_sha256)
            VALUES (@domainId, @deviceId, @userId, @Number, @Realm, @Ha1Md5, @Ha1Sha256)
            """,
            values,
            transaction).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return await FindAsync(extension.Domain, extension.Number, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds an extension.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="number">The number.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<ExtensionRecord?> FindAsync(string domain, string number, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await connection.QuerySingleOrDefaultAsync<ExtensionRecord>(
            $"{Select} WHERE d.name = @domain AND n.number = @number", new { domain, number }).ConfigureAwait(false);
    }

    /// <summary>All extensions, by domain and number.</summary>
    /// <param name="domain">The domain; <see langword="null"/> means all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ExtensionRecord>> ListAsync(string? domain = null, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        string where = domain is null ? "" : "WHERE d.name = @domain";
        return [.. await connection.QueryAsync<ExtensionRecord>($"{Select} {where} ORDER BY d.name, n.number", new { domain })
            .ConfigureAwait(false)];
    }

    /// <summary>Removes an extension: its user, number and device. Their integers stay used.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="number">The number.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns><see langword="false"/> when there is none.</returns>
    public async Task<bool> RemoveAsync(string domain, string number, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);

        // The number and the device go with their user.
        int removed = await connection.ExecuteAsync(
            """
            DELETE FROM users
            WHERE domain_id = (SELECT id FROM domains WHERE name = @domain)
              AND id = (SELECT n.user_id FROM numbers n JOIN domains d ON d.id = n.domain_id WHERE d.name = @domain AND n.number = @number)
            """,
            new { domain, number }).ConfigureAwait(false);
        return removed > 0;
    }
}
