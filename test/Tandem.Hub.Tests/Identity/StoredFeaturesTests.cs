using Tandem.Hub.Identity;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Storage;
using Tandem.Hub.Tests.Testing;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;
using Tandem.Switch.Directory;

namespace Tandem.Hub.Tests.Identity;

public sealed class StoredFeaturesTests(StoreFixture fixture) : IClassFixture<StoreFixture>
{
    [Theory, OnSqlite, OnPostgreSql]
    public async Task What_is_set_is_read_again_and_forgotten_where_nothing_is_set(string engine)
    {
        await using Store store = await fixture.OpenAsync(engine);
        var features = new StoredFeatures(store);
        var kept = new ExtensionFeatures("101", DoNotDisturb: true, ForwardBusy: "102");
        await features.SetAsync(new ExtensionFeatures("101", ForwardAlways: "103"), default);
        await features.SetAsync(kept, default);
        await features.SetAsync(new ExtensionFeatures("104", DoNotDisturb: true), default);
        await features.SetAsync(new ExtensionFeatures("104"), default);

        Assert.Equal([kept], await new StoredFeatures(store).LoadAsync(default));
    }

    [Fact]
    public async Task Do_not_disturb_and_forwards_survive_a_restart_of_the_exchange()
    {
        await using Store store = await fixture.OpenAsync(nameof(StoreEngine.Sqlite));
        await using var hub = await TestHub.StartAsync();
        await using (var before = await RealPhones.StartAsync(hub, features: new StoredFeatures(store)))
        {
            Assert.True((await before.Switch.ExecuteAsync(new SetDoNotDisturbCommand("101", true))).IsDone);
            Assert.True((await before.Switch.ExecuteAsync(new SetForwardCommand("101", ForwardCondition.Unavailable, new ForwardTarget("103")))).IsDone);
            Assert.True((await before.Switch.ExecuteAsync(new SetDoNotDisturbCommand("102", true))).IsDone);
            await before.Switch.ForgetAccountAsync("102");
            await hub.Exchange.RemoveAsync("sip");
        }

        await using var after = await RealPhones.StartAsync(hub, features: new StoredFeatures(store));
        Assert.True(after.Switch.Model.TryGet(ObjectId.Parse("sip:101"), out Extension? extension));
        Assert.Equal((true, "103", null), (extension.DoNotDisturb, extension.ForwardUnavailable?.Number, extension.ForwardBusy));
        Assert.True(after.Switch.Model.TryGet(ObjectId.Parse("sip:102"), out extension));
        Assert.False(extension.DoNotDisturb);
    }
}
