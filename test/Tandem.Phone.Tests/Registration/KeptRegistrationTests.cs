using Tandem.Phone.Registration;

namespace Tandem.Phone.Tests.Registration;

/// <summary>A registration that fails later is tried again, until it is removed.</summary>
public sealed class KeptRegistrationTests
{
    private const double Refresh = 300;

    [Fact]
    public void Refusals_are_tried_again_after_one_second_doubling_to_one_minute()
    {
        using var registrar = Registered();
        registrar.Status = 500;
        registrar.Advance(Refresh + 250);

        Assert.Equal([300, 301, 303, 307, 315, 331, 363, 423, 483, 543], registrar.Times.Skip(1));
        Assert.False(registrar.Client.IsRegistered);
        Assert.Equal([new RegistrationChange(true, 200), new RegistrationChange(false, 500)], registrar.Changes);
    }

    [Fact]
    public void It_is_registered_again_once_the_registrar_is_well_and_refreshed_as_before()
    {
        using var registrar = Registered();
        registrar.Status = 503;
        registrar.Advance(Refresh + 0.5);
        Assert.False(registrar.Client.IsRegistered);
        registrar.Status = 200;
        registrar.Advance(1);
        Assert.True(registrar.Client.IsRegistered);
        registrar.Advance(Refresh);

        Assert.Equal([300, 301, 601], registrar.Times.Skip(1));
        Assert.Equal([new(true, 200), new(false, 503), new(true, 200)], registrar.Changes);
    }

    [Fact]
    public void The_wait_begins_anew_after_a_success()
    {
        using var registrar = Registered();
        registrar.Status = 500;
        registrar.Advance(Refresh + 20);
        registrar.Status = 200;
        registrar.Advance(20);
        var healed = registrar.Times.Last();
        registrar.Status = 500;
        registrar.Advance(Refresh + 2);

        Assert.Equal([healed + 300, healed + 301], registrar.Times.Where(time => time > healed).Take(2));
    }

    [Fact]
    public void A_registrar_that_answers_no_more_is_asked_again()
    {
        using var registrar = Registered();
        registrar.IsCut = true;
        registrar.Advance(Refresh + 31);
        Assert.True(registrar.Client.IsRegistered);
        registrar.Advance(2);
        Assert.False(registrar.Client.IsRegistered);
        registrar.IsCut = false;
        registrar.Advance(32);

        Assert.True(registrar.Client.IsRegistered);
        Assert.Equal([new(true, 200), new(false, 408), new(true, 200)], registrar.Changes);
    }

    [Theory]
    [InlineData("5", 5)]
    [InlineData("120 (in maintenance);duration=600", 120)]
    [InlineData("0", 1)]
    [InlineData("soon", 1)]
    [InlineData("99999999999", 86400)]
    [InlineData("4000000000", 86400)]
    public void Retry_After_is_honoured(string value, double delay)
    {
        using var registrar = Registered();
        registrar.Status = 503;
        registrar.Headers.Add(("Retry-After", value));
        registrar.Advance(Refresh + delay - 0.1);
        Assert.Equal(2, registrar.Requests.Count);
        registrar.Advance(0.2);

        Assert.Equal(3, registrar.Requests.Count);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(401)]
    public void Wrong_credentials_are_tried_once_a_minute(int refusal)
    {
        using var registrar = Registered();
        registrar.Challenge = 401;
        registrar.Refusal = refusal;
        registrar.Password = "another";
        registrar.Headers.Add(("Retry-After", "1"));
        registrar.Advance(Refresh + 185);
        Assert.Equal([300, 360, 420, 480], registrar.Times.Skip(1));

        registrar.Password = "secret";
        registrar.Advance(60);
        Assert.True(registrar.Client.IsRegistered);
    }

    [Fact]
    public void A_registrar_that_wants_to_be_left_alone_for_longer_is()
    {
        using var registrar = Registered();
        registrar.Status = 403;
        registrar.Headers.Add(("Retry-After", "200"));
        registrar.Advance(Refresh + 205);

        Assert.Equal([300, 500], registrar.Times.Skip(1));
    }

    [Fact]
    public void Unregistering_ends_the_attempts_even_where_it_fails_itself()
    {
        using var registrar = Registered();
        registrar.Status = 500;
        registrar.Advance(Refresh + 5);
        Assert.Equal(500, registrar.Now(registrar.Client.UnregisterAsync()));
        var tried = registrar.Requests.Count;
        registrar.Status = 200;
        registrar.Advance(7200);

        Assert.Equal(tried, registrar.Requests.Count);
        Assert.False(registrar.Client.IsRegistered);
    }

    [Fact]
    public void Registering_by_hand_does_not_wait_for_the_next_attempt()
    {
        using var registrar = Registered();
        registrar.Status = 403;
        registrar.Advance(Refresh + 1);
        registrar.Status = 200;

        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));
        Assert.True(registrar.Client.IsRegistered);
    }

    private static TestRegistrar Registered()
    {
        var registrar = new TestRegistrar();
        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));
        return registrar;
    }
}
