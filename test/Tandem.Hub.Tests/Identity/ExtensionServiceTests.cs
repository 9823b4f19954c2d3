using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;
using Tandem.Hub.Identity;
using Tandem.Hub.Rest.Access;
using Tandem.Hub.Storage;
using Tandem.Media;
using Tandem.Pbx.Model;
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
}
