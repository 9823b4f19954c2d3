using System.Buffers.Text;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Tandem.Hub.Storage;

namespace Tandem.Hub.Identity;

/// <summary>The tokens by which programs speak to the hub. A token's secret is 256 random bits; only its SHA-256 is kept.</summary>
internal sealed class TokenRepository(Store store, TimeProvider timeProvider)
{
    private const int SecretBytes = 32;

    private const string Select =
        """
        SELECT d.name AS Domain, t.id AS Id, t.user_id AS UserId, t.name AS Name, t.scopes AS Scopes, t.created_at AS CreatedAt
        FROM tokens t JOIN domains d ON d.id = t.domain_id
        """;

    /// <summary>Makes a token.</summary>
    /// <param name="domain">The domain; made when it does not exist.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="scopes">What it may do; words without spaces.</param>
    /// <param name="userId">The user; <see langword="null"/> means the domain as a whole.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns>The token and its secret, which cannot be had again.</returns>
    public async Task<(TokenRecord Token, string Secret)> CreateAsync(
        string domain, string name, IReadOnlyCollection<string> scopes, int? userId = null, CancellationToken cancellationToken = default)
    {
        if (scopes.Any(scope => scope.Length == 0 || scope.Contains(' ')))
            throw new ArgumentException("A scope is a word without spaces.", nameof(scopes));
        string secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var token = new TokenRow
        {
            Domain = domain,
            UserId = userId,
            Name = name,
            Scopes = string.Join(' ', scopes),
            CreatedAt = StoreTime.ToStore(timeProvider.GetUtcNow()),
        };

        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        int domainId = await DomainDirectory.EnsureDomainAsync(transaction, domain).ConfigureAwait(false);
        token.Id = await DomainDirectory.NextIdAsync(transaction, domainId, IdentityKind.Token).ConfigureAwait(false);
        await connection.ExecuteAsync(
            """
            INSERT INTO tokens (domain_id, id, user_id, name, hash, scopes, created_at)
            VALUES (@domainId, @Id, @UserId, @Name, @hash, @Scopes, @CreatedAt)
            """,
            new { domainId, token.Id, token.UserId, token.Name, hash = HashOf(secret), token.Scopes, token.CreatedAt },
            transaction).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (token.ToRecord(), secret);
    }

    /// <summary>The token of a secret; <see langword="null"/> when there is none.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public async Task<TokenRecord?> FindAsync(string secret, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        TokenRow? row = await connection.QuerySingleOrDefaultAsync<TokenRow>(
            $"{Select} WHERE t.hash = @hash", new { hash = HashOf(secret) }).ConfigureAwait(false);
        return row?.ToRecord();
    }

    /// <summary>All tokens, by domain and integer.</summary>
    /// <param name="domain">The domain; <see langword="null"/> means all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<TokenRecord>> ListAsync(string? domain = null, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        string where = domain is null ? "" : "WHERE d.name = @domain";
        IEnumerable<TokenRow> rows = await connection.QueryAsync<TokenRow>($"{Select} {where} ORDER BY d.name, t.id", new { domain })
            .ConfigureAwait(false);
        return [.. rows.Select(row => row.ToRecord())];
    }

    /// <summary>Revokes a token.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="id">Its integer in the domain.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <returns><see langword="false"/> when there is none.</returns>
    public async Task<bool> RevokeAsync(string domain, int id, CancellationToken cancellationToken = default)
    {
        await using DbConnection connection = await store.ConnectAsync(cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteAsync(
            "DELETE FROM tokens WHERE id = @id AND domain_id = (SELECT id FROM domains WHERE name = @domain)", new { domain, id })
            .ConfigureAwait(false) > 0;
    }

    // The secret is random through and through, so a plain hash is enough: there is no word to guess.
    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private sealed class TokenRow
    {
        public string Domain { get; set; } = "";

        public int Id { get; set; }

        public int? UserId { get; set; }

        public string Name { get; set; } = "";

        public string Scopes { get; set; } = "";

        public long CreatedAt { get; set; }

        public TokenRecord ToRecord() =>
            new(Domain, Id, UserId, Name, [.. Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries)], StoreTime.FromStore(CreatedAt));
    }
}
