using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;
using Tandem.Hub.Identity;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Storage;
using Tandem.Media;
using Tandem.Pbx.Model;
using Tandem.Sip.Digest;
using Tandem.Switch;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Tests.Identity;

public sealed class ExtensionServiceTests
{
    [Fact]
    public async Task An_extension_of_the_store_is_its_users_own_when_it_is_added_and_when_it_is_loaded()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-extensions").FullName;
        try
        {
            await using var store = await Store.OpenAsync(new StoreOptions { DataDirectory = directory });
            var repository = new ExtensionRepository(store);
            foreach (var isLoaded in (bool[])[false, true])
            {
                await using var media = new MediaEngine(new MediaOptions { FirstPort = 0, LastPort = 0, Shards = 1 });
                var accounts = new AccountDirectory();
                var settings = TandemSettings.Read(new ConfigurationBuilder().Build()).Switch;
                await using var exchange = new SipSwitch(media, accounts, settings.Switch);
                var service = new ExtensionService(repository, accounts, exchange, settings);
                if (isLoaded)
                {
                    Assert.Equal(1, await service.LoadAsync(CancellationToken.None));
                }
                else
                {
                    Assert.IsType<ExtensionOutcome.Done>(await service.AddAsync(settings.Switch.Domain, "101", "Alice", null, CancellationToken.None));
                }
                var user = (await repository.FindAsync(settings.Switch.Domain, "101"))!.UserId;
                Assert.True(exchange.Model.TryGet<Extension>(new ObjectId("switch", "101"), out var extension));
                Assert.Equal(new DirectoryReference(user, "Alice"), extension.User);
                Assert.True(new Caller("t", settings.Switch.Domain, user, [Scope.Call]).Sees(extension));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Each_domain_has_its_own_extensions_with_secrets_for_its_own_realm()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-extensions").FullName;
        try
        {
            await using var store = await Store.OpenAsync(new StoreOptions { DataDirectory = directory });
            var repository = new ExtensionRepository(store);
            await using var media = new MediaEngine(new MediaOptions { FirstPort = 0, LastPort = 0, Shards = 1 });
            var settings = TandemSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Switch:Domains:0:Name"] = "acme",
                ["Switch:Domains:0:Realm"] = "acme.example",
                ["Switch:Domains:0:Hosts"] = "acme.example",
                ["Switch:Domains:0:Extensions:0:Number"] = "102",
                ["Switch:Domains:0:Extensions:0:Secret"] = "in-the-settings",
            }).Build()).Switch;
            foreach (var isLoaded in (bool[])[false, true])
            {
                var accounts = new AccountDirectory();
                await using var exchange = new SipSwitch(media, accounts, settings.Switch);
                var service = new ExtensionService(repository, accounts, exchange, settings);
                Assert.Equal(isLoaded ? 3 : 1, await service.LoadAsync(CancellationToken.None));
                if (!isLoaded)
                {
                    Assert.IsType<ExtensionOutcome.Done>(await service.AddAsync("acme", "101", "There", "secret-there", CancellationToken.None));
                    Assert.IsType<ExtensionOutcome.Done>(await service.AddAsync("default", "101", "Here", "secret-here", CancellationToken.None));
                }
                var there = (await accounts.FindAsync("101", "acme.example", CancellationToken.None))!;
                Assert.Equal(("acme", DigestHash.Ha1(DigestAlgorithm.Md5, "101", "acme.example", "secret-there")), (there.Domain, there.Ha1Md5));
                Assert.Equal("default", (await accounts.FindAsync("101", "tandem", CancellationToken.None))!.Domain);
                Assert.Equal(["101", "101@acme", "102@acme"], exchange.Model.Snapshot().Extensions.Select(extension => extension.Id.LocalId).Order(StringComparer.Ordinal));
                Assert.IsType<ExtensionOutcome.ReadOnly>(await service.RemoveAsync("acme", "102", CancellationToken.None));
                Assert.IsType<ExtensionOutcome.NotFound>(await service.RemoveAsync("default", "102", CancellationToken.None));
                if (isLoaded)
                {
                    Assert.IsType<ExtensionOutcome.Done>(await service.RemoveAsync("acme", "101", CancellationToken.None));
                    Assert.Equal(["101", "102@acme"], exchange.Model.Snapshot().Extensions.Select(extension => extension.Id.LocalId).Order(StringComparer.Ordinal));
                }
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
