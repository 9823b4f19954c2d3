using Tandem.Hub.Identity;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Storage;

namespace Tandem.Hub.Tests.Identity;

[Collection(StoreCollection.Name)]
public sealed class ExtensionRepositoryTests(StoreFixture fixture)
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_extension_is_added_listed_and_removed(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        var extensions = new ExtensionRepository(store);

        ExtensionRecord added = (await extensions.AddAsync(New("acme", "101", "Ann")))!;
        await extensions.AddAsync(New("acme", "102", null));
        await extensions.AddAsync(New("other", "101", "Zoe"));

        Assert.Equal(("acme", "101", "Ann", "acme.example", new string('a', 32), new string('b', 64)),
            (added.Domain, added.Number, added.Name, added.Realm, added.Ha1Md5, added.Ha1Sha256));
        Assert.Equal(["acme/101", "acme/102", "other/101"], (await extensions.ListAsync()).Select(item => $"{item.Domain}/{item.Number}"));
        Assert.Equal(["101", "102"], (await extensions.ListAsync("acme")).Select(item => item.Number));
        Assert.Equal("Zoe", (await extensions.FindAsync("other", "101"))!.Name);

        Assert.True(await extensions.RemoveAsync("acme", "101"));
        Assert.False(await extensions.RemoveAsync("acme", "101"));
        Assert.Null(await extensions.FindAsync("acme", "101"));
        Assert.Equal(2, (await extensions.ListAsync()).Count);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task A_number_is_given_once_in_a_domain(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        var extensions = new ExtensionRepository(store);
        await extensions.AddAsync(New("acme", "101", "Ann"));
        Assert.Null(await extensions.AddAsync(New("acme", "101", "Bob")));
        Assert.Equal("Ann", Assert.Single(await extensions.ListAsync()).Name);
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task An_integer_is_never_used_again(string engine)
    {
        StoreOptions options = await fixture.CreateAsync(engine);
        int last = 0;
        for (int i = 0; i < 3; i++)
        {
            await using Store store = await Store.OpenAsync(options);
            var extensions = new ExtensionRepository(store);
            ExtensionRecord added = (await extensions.AddAsync(New("acme", "101", null)))!;
            Assert.True(added.UserId > last);
            last = added.UserId;
            await extensions.RemoveAsync("acme", "101");
        }
    }

    [Theory, OnSqlite, OnPostgreSql]
    public async Task Extensions_added_at_once_get_different_integers(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        var extensions = new ExtensionRepository(store);
        await extensions.AddAsync(New("acme", "100", null));
        ExtensionRecord?[] added = await Task.WhenAll(
            Enumerable.Range(101, 20).Select(number => Task.Run(() => extensions.AddAsync(New("acme", $"{number}", null)))));
        Assert.Equal(20, added.Select(item => item!.UserId).Distinct().Count());
    }

    private static NewExtension New(string domain, string number, string? name) => new()
    {
        Domain = domain,
        Number = number,
        Name = name,
        Realm = $"{domain}.example",
        Ha1Md5 = new string('a', 32),
        Ha1Sha256 = new string('b', 64),
    };
}
