using Tandem.Switch.Registrar;

namespace Tandem.Switch.Tests.Registrar;

public sealed class RegistrationHookTests
{
    [Fact]
    public async Task A_program_may_refuse_a_registration_and_what_was_there_stays()
    {
        var isOpen = true;
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions
        {
            BeforeRegistration = (request, _) => ValueTask.FromResult(
                isOpen && request is { Account.Number: "101", Source.Port: > 0 } ? RegistrationDecision.Grant : RegistrationDecision.Refuse(480, "Not At Night")),
        });
        Assert.Equal(200, (await harness.RegisterAsync()).StatusCode);
        isOpen = false;
        var refused = await harness.RegisterAsync("Expires: 300\r\n");
        Assert.Equal((480, "Not At Night"), (refused.StatusCode, refused.ReasonPhrase));
        Assert.Single(await harness.Registrations.FindAsync("101"));

        // Leaving is always allowed.
        Assert.Equal(200, (await harness.RegisterAsync("Expires: 0\r\n")).StatusCode);
        Assert.Empty(await harness.Registrations.FindAsync("101"));
    }

    [Fact]
    public async Task A_program_may_choose_validity_and_pings_of_a_phone()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions
        {
            BeforeRegistration = (request, _) => ValueTask.FromResult(request.Request.UserAgent == "Mobile"
                ? RegistrationDecision.Grant with { Expires = 900, RegPing = 20, OptionsPing = 60 }
                : RegistrationDecision.Grant),
        });
        Assert.Equal(3600u, Assert.Single((await harness.RegisterAsync()).Contacts).Expires);
        var response = await harness.RegisterAsync("User-Agent: Mobile\r\nExpires: 5\r\n");
        Assert.Equal(20u, Assert.Single(response.Contacts).Expires);
        var registration = Assert.Single(await harness.Registrations.FindAsync("101"));
        Assert.Equal(TimeSpan.FromSeconds(900), registration.ExpiresAt - registration.RefreshedAt);
        await harness.PassAsync(61);
        Assert.Equal(Sip.Messages.SipMethod.Options, (await harness.AnswerAsync()).Method);
    }

    [Fact]
    public async Task A_program_that_throws_refuses_with_500()
    {
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions { BeforeRegistration = (_, _) => throw new InvalidOperationException("no") });
        Assert.Equal(500, (await harness.RegisterAsync()).StatusCode);
        Assert.Empty(await harness.Registrations.FindAsync("101"));
    }

    [Fact]
    public async Task Nobody_is_asked_before_the_credentials_are_right()
    {
        var asked = 0;
        await using var harness = await RegistrarHarness.StartAsync(new RegistrarOptions
        {
            BeforeRegistration = (_, _) => ValueTask.FromResult(Interlocked.Increment(ref asked) > 0 ? RegistrationDecision.Grant : RegistrationDecision.Grant),
        });
        Assert.Equal(403, (await harness.RegisterAsync(password: "wrong")).StatusCode);
        Assert.Equal(0, asked);
        Assert.Equal(200, (await harness.RegisterAsync()).StatusCode);
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(700)]
    public void A_refusal_has_the_status_of_one(int status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RegistrationDecision.Refuse(status));
}
