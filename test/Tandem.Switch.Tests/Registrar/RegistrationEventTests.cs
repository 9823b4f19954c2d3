using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Registrar;

public sealed class RegistrationEventTests
{
    [Fact]
    public async Task A_first_registration_and_a_refresh_past_half_of_the_validity_are_told()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { DefaultExpires = 600 });
        await harness.RegisterAsync("User-Agent: Phone 1\r\nAllow: INVITE, ACK\r\n");
        var first = await harness.NextEventAsync();
        Assert.Equal((RegistrationEventKind.Registered, "101", "default"), (first.Kind, first.User, first.Domain));
        var registration = first.Registration!;
        Assert.Equal(("Phone 1", "tandem.test", false), (registration.UserAgent, registration.Realm, registration.IsStale));
        Assert.Equal(["INVITE", "ACK"], registration.Allow);
        Assert.NotEqual(Guid.Empty, registration.Id);

        await harness.PassAsync(290, 290);
        await harness.RegisterAsync();
        await harness.PassAsync(10, 10);
        await harness.RegisterAsync();
        var refreshed = await harness.NextEventAsync();
        Assert.Equal((RegistrationEventKind.Refreshed, registration.Id), (refreshed.Kind, refreshed.Registration!.Id));
        Assert.Equal(registration.RegisteredAt, refreshed.Registration.RegisteredAt);
        Assert.Equal(registration.RegisteredAt.AddSeconds(300), refreshed.Registration.RefreshedAt);
        Assert.Empty(harness.TakeEvents());
    }

    [Fact]
    public async Task Refreshes_that_keep_the_way_open_are_no_events_and_no_changes()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { RegPing = 30 });
        await harness.RegisterAsync();
        var position = harness.Exchange.Switch.Model.Position;
        for (var i = 0; i < 5; i++)
        {
            await harness.PassAsync(30, 30);
            Assert.Equal(200, (await harness.RegisterAsync()).StatusCode);
        }
        Assert.Equal(position, harness.Exchange.Switch.Model.Position);
        Assert.Equal(RegistrationEventKind.Registered, (await harness.NextEventAsync()).Kind);
        Assert.Empty(harness.TakeEvents());
    }

    [Fact]
    public async Task An_end_is_told_with_its_reason()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { DefaultExpires = 60 });
        await harness.RegisterAsync();
        await harness.RegisterAsync("Expires: 0\r\n");
        await harness.RegisterAsync();
        await harness.PassAsync(61, 61);
        await harness.RegisterAsync();
        await harness.RegisterAsync("Expires: 0\r\n", contact: "*");
        await harness.RegisterAsync();
        await harness.Exchange.Switch.ForgetAccountAsync("101");
        var ends = new List<RegistrationEvent>();
        while (ends.Count < 4)
        {
            if (await harness.NextEventAsync() is { Kind: RegistrationEventKind.Unregistered } end)
            {
                ends.Add(end);
            }
        }
        Assert.Equal([RegistrationEnd.Removed, RegistrationEnd.Expired, RegistrationEnd.Removed, RegistrationEnd.AccountRemoved], ends.Select(end => end.End!.Value));
        Assert.Equal(4, ends.Select(end => end.Registration!.Id).Distinct().Count());
    }

    [Fact]
    public async Task Wrong_credentials_are_told_and_harm_no_registration()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        await harness.RegisterAsync();
        Assert.Equal(RegistrationEventKind.Registered, (await harness.NextEventAsync()).Kind);
        Assert.Equal(403, (await harness.RegisterAsync("Expires: 0\r\n", password: "wrong")).StatusCode);
        var failed = await harness.NextEventAsync();
        Assert.Equal((RegistrationEventKind.AuthenticationFailed, "101", harness.Wire.Port), (failed.Kind, failed.User, failed.Source.Port));
        Assert.Null(failed.Registration);
        Assert.Single(await harness.Registrations.FindAsync("101"));
    }

    [Fact]
    public async Task A_phone_that_says_its_methods_in_its_contact_is_understood()
    {
        await using var harness = await RegistrarHarness.StartAsync();
        const string methods = "INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, MESSAGE, SUBSCRIBE, NOTIFY, PRACK, UPDATE, REFER";
        await harness.RegisterAsync(contact: $"{harness.Contact};methods=\"{methods}\"");
        Assert.Equal(methods.Split(", "), Assert.Single(await harness.Registrations.FindAsync("101")).Allow);
    }
}
