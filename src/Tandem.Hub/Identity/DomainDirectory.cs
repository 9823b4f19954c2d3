using System.Data.Common;
using Dapper;

namespace Tandem.Hub.Identity;

/// <summary>What every part of the directory needs: the next integer of a kind, and the domains.</summary>
internal static class DomainDirectory
{
    // Domains are counted in the domain 0, which is nobody's.
    private const int Everywhere = 0;

    /// <summary>The next integer of a kind in a domain, from 1. One that was given is never given again.</summary>
    /// <param name="transaction">The transaction that it is needed in.</param>
    /// <param name="domainId">The domain.</param>
    /// <param name="kind">The kind.</param>
    public static Task<int> NextIdAsync(DbTransaction transaction, int domainId, IdentityKind kind) =>
        transaction.Connection!.QuerySingleAsync<int>(
            """
            INSERT INTO identity_counters (domain_id, kind, last_id) VALUES (@domainId, @kind, 1)
            ON CONFLICT (domain_id, kind) DO UPDATE SET last_id = identity_counters.last_id + 1
            RETURNING last_id
            """,
            new { domainId, kind = kind.ToString().ToLowerInvariant() },
            transaction);

    /// <summary>The integer of a domain, which is made when it does not exist.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="name">The domain's name.</param>
    public static async Task<int> EnsureDomainAsync(DbTransaction transaction, string name)
    {
        DbConnection connection = transaction.Connection!;
        const string Find = "SELECT id FROM domains WHERE name = @name";
        if (await connection.QuerySingleOrDefaultAsync<int?>(Find, new { name }, transaction).ConfigureAwait(false) is { } known)
            return known;
        int id = await NextIdAsync(transaction, Everywhere, IdentityKind.Domain).ConfigureAwait(false);
        await connection.ExecuteAsync(
            "INSERT INTO domains (id, name) VALUES (@id, @name) ON CONFLICT (name) DO NOTHING", new { id, name }, transaction)
            .ConfigureAwait(false);
        return await connection.QuerySingleAsync<int>(Find, new { name }, transaction).ConfigureAwait(false);
    }
}
