using Tandem.Phone.Registration;
using Tandem.Sip.Messages;

namespace Tandem.Phone.Tests.Registration;

/// <summary>Registering, and keeping a registration, with a registrar of the test's own.</summary>
public sealed class RegistrationClientTests
{
    [Fact]
    public void The_request_asks_for_the_validity_wanted()
    {
        using var registrar = new TestRegistrar(TimeSpan.FromSeconds(90));
        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));

        var request = Assert.Single(registrar.Requests).Request;
        Assert.Equal(("sip:example.org", "sip:101@example.org"), (request.RequestUri!.ToString(), request.To!.Uri.ToString()));
        Assert.Equal((90u, "<sip:101@192.0.2.2:5060>"), (request.Expires, request.Get(SipHeaderName.Contact)));
        Assert.True(registrar.Client.IsRegistered);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(407)]
    public void A_challenge_is_answered(int challenge)
    {
        using var registrar = new TestRegistrar { Challenge = challenge };

        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));
        Assert.Equal(2u, Assert.Single(registrar.Requests).Request.CSeq!.Value.Number);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(401)]
    public void Wrong_credentials_are_what_the_registrar_calls_them(int refusal)
    {
        using var registrar = new TestRegistrar(password: "wrong") { Challenge = 401, Refusal = refusal };

        Assert.Equal(refusal, registrar.Now(registrar.Client.RegisterAsync()));
        Assert.False(registrar.Client.IsRegistered);
        Assert.Single(registrar.Requests);
    }

    [Fact]
    public void A_phone_without_a_password_hears_the_challenge()
    {
        using var registrar = new TestRegistrar(password: null) { Challenge = 401 };

        Assert.Equal(401, registrar.Now(registrar.Client.RegisterAsync()));
    }

    [Fact]
    public void Nobody_there_is_408_after_32_seconds_and_the_callers_to_repeat()
    {
        using var registrar = new TestRegistrar { IsCut = true };
        var outcome = registrar.Client.RegisterAsync();
        registrar.Advance(31.9);
        Assert.False(outcome.IsCompleted);
        registrar.Advance(0.2);
        Assert.Equal(408, registrar.Now(outcome));
        registrar.IsCut = false;
        registrar.Advance(3600);

        Assert.Empty(registrar.Requests);
        Assert.Equal([new RegistrationChange(false, 408)], registrar.Changes);
    }

    [Fact]
    public void It_is_refreshed_at_half_of_what_the_contact_is_granted()
    {
        using var registrar = new TestRegistrar
        {
            Grant = (request, response) =>
            {
                response.Add(SipHeaderName.Expires, "7");
                response.Add(SipHeaderName.Contact, "<sip:101@192.0.2.77>;expires=30");
                response.Add(SipHeaderName.Contact, "<sip:101@192.0.2.2:5060;line=1>;expires=120");
            },
        };
        registrar.Now(registrar.Client.RegisterAsync());
        registrar.Advance(185);

        Assert.Equal([0, 60, 120, 180], registrar.Times);
        Assert.Equal([new RegistrationChange(true, 200)], registrar.Changes);
        Assert.Single(registrar.Requests.Select(request => request.Request.CallId).Distinct());
    }

    [Fact]
    public void What_the_whole_response_grants_counts_where_the_contact_says_nothing()
    {
        using var registrar = new TestRegistrar { Grant = (_, response) => response.Add(SipHeaderName.Expires, "40") };
        registrar.Now(registrar.Client.RegisterAsync());
        registrar.Advance(41);

        Assert.Equal([0, 20, 40], registrar.Times);
    }

    [Fact]
    public void What_was_asked_for_counts_where_the_response_says_nothing()
    {
        using var registrar = new TestRegistrar(TimeSpan.FromSeconds(100)) { Grant = (_, _) => { } };
        registrar.Now(registrar.Client.RegisterAsync());
        registrar.Advance(51);

        Assert.Equal([0, 50], registrar.Times);
    }

    [Theory]
    [InlineData("4294967295", 86400)]
    [InlineData("1", 0.5)]
    public void The_interval_of_refreshes_has_bounds(string granted, double interval)
    {
        using var registrar = new TestRegistrar
        {
            Grant = (request, response) => response.Add(SipHeaderName.Contact, $"{request.Contacts[0]};expires={granted}"),
        };
        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));
        registrar.Advance(interval - 0.05);
        Assert.Single(registrar.Requests);
        registrar.Advance(0.1);

        Assert.Equal(2, registrar.Requests.Count);
    }

    [Fact]
    public void A_contact_that_is_granted_nothing_is_not_registered()
    {
        using var registrar = new TestRegistrar
        {
            Grant = (request, response) => response.Add(SipHeaderName.Contact, $"{request.Contacts[0]};expires=0"),
        };

        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));
        Assert.False(registrar.Client.IsRegistered);
    }

    [Fact]
    public void An_interval_that_is_too_brief_is_made_longer_and_stays_so()
    {
        using var registrar = new TestRegistrar(TimeSpan.FromSeconds(10)) { Challenge = 401, Status = 423 };
        registrar.Headers.Add(("Min-Expires", "60"));
        var outcome = registrar.Client.RegisterAsync();
        registrar.Advance(0);
        Assert.Equal(423, registrar.Now(outcome));
        Assert.Equal([10u, 60u], registrar.Requests.Select(request => request.Request.Expires!.Value));

        registrar.Status = 200;
        Assert.Equal(200, registrar.Now(registrar.Client.RegisterAsync()));
        registrar.Advance(31);
        Assert.Equal([10u, 60u, 60u, 60u], registrar.Requests.Select(request => request.Request.Expires!.Value));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("5")]
    [InlineData("soon")]
    public void A_423_that_asks_for_no_more_is_the_end(string? least)
    {
        using var registrar = new TestRegistrar(TimeSpan.FromSeconds(10)) { Status = 423 };
        if (least is not null)
        {
            registrar.Headers.Add(("Min-Expires", least));
        }

        Assert.Equal(423, registrar.Now(registrar.Client.RegisterAsync()));
        Assert.Single(registrar.Requests);
    }

    [Fact]
    public void Unregistering_removes_the_contact_and_ends_the_refreshes()
    {
        using var registrar = new TestRegistrar { Challenge = 401 };
        registrar.Now(registrar.Client.RegisterAsync());
        Assert.Equal(200, registrar.Now(registrar.Client.UnregisterAsync()));
        Assert.Equal((0u, false), (registrar.Requests[^1].Request.Expires, registrar.Client.IsRegistered));
        registrar.Advance(3600);

        Assert.Equal(2, registrar.Requests.Count);
        Assert.Equal([new RegistrationChange(true, 200), new RegistrationChange(false, 200)], registrar.Changes);
    }

    [Fact]
    public void The_later_wish_counts_and_the_earlier_one_hears_487()
    {
        using var registrar = new TestRegistrar();
        var register = registrar.Client.RegisterAsync();
        var unregister = registrar.Client.UnregisterAsync();

        Assert.Equal((487, 200), (registrar.Now(register), registrar.Now(unregister)));
        Assert.False(registrar.Client.IsRegistered);
        var (first, second) = (registrar.Client.RegisterAsync(), registrar.Client.RegisterAsync());
        Assert.Equal((200, 200), (registrar.Now(first), registrar.Now(second)));
        Assert.True(registrar.Client.IsRegistered);
    }
}
