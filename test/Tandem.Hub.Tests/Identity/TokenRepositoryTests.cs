using System.Data.Common;
using Dapper;
using Tandem.Hub.Identity;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Storage;

namespace Tandem.Hub.Tests.Identity;

[Collection(StoreCollection.Name)]
public sealed class TokenRepositoryTests(StoreFixture fixture)
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_token_is_found_by_its_secret_until_it_is_revoked(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        var tokens = new TokenRepository(store, TimeProvider.System);
        (TokenRecord token, string secret) = await tokens.CreateAsync("acme", "board", ["calls", "history"]);
        (TokenRecord other, string otherSecret) = await tokens.CreateAsync("acme", "board", []);

        TokenRecord found = (await tokens.FindAsync(secret))!;
        Assert.Equal(token, found);
        Assert.Equal(["calls", "history"], found.Scopes);
        Assert.NotEqual(token.Id, other.Id);
        Assert.Null(await tokens.FindAsync(secret + "x"));
        Assert.Equal([token, other], await tokens.ListAsync("acme"));

        Assert.True(await tokens.RevokeAsync("acme", token.Id));
        Assert.False(await tokens.RevokeAsync("acme", token.Id));
        Assert.Null(await tokens.FindAsync(secret));
        Assert.NotNull(await tokens.FindAsync(otherSecret));
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task The_secret_is_not_in_the_store(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        (_, string secret) = await new TokenRepository(store, TimeProvider.System).CreateAsync("acme", "board", ["calls"]);
        await using DbConnection connection = await store.ConnectAsync();
        var row = (IDictionary<string, object?>)await connection.QuerySingleAsync("SELECT * FROM tokens");
        Assert.DoesNotContain(row.Values, value => $"{value}".Contains(secret, StringComparison.Ordinal));
        Assert.True(secret.Length >= 43);
    }
}
