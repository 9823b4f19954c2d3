using Tandem.Pbx.Model;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Tests.Registrar;

public sealed class RegistrarTests
{
    private const string Domain = "sip:tandem.test";

    [Fact]
    public async Task A_contact_is_challenged_granted_and_listed()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var challenged = await wire.RequestAsync("REGISTER", "101", Domain, extra: "Contact: <sip:101@127.0.0.1:7000>\r\n");
        Assert.Equal(401, challenged.StatusCode);
        var response = await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>;expires=90, <sip:101@127.0.0.1:7001>;q=0.5\r\n");

        Assert.Equal(200, response.StatusCode);
        Assert.Equal([(7000, 90u), (7001, 3600u)], response.Contacts.Select(contact => (contact.Uri.Port!.Value, contact.Expires!.Value)));
        var extension = exchange.Extension("101");
        Assert.Equal(2, extension.Contacts.Count);
        Assert.Equal(ExtensionStatus.Online, extension.Status);
    }

    [Theory]
    [InlineData("", 3600u)]
    [InlineData("Expires: 60\r\n", 60u)]
    [InlineData("Expires: 99999\r\n", 7200u)]
    [InlineData("Expires: nonsense\r\n", 3600u)]
    public async Task The_validity_stays_within_its_limits(string header, uint granted)
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var response = await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>\r\n" + header);

        Assert.Equal(granted, response.Contacts.Single().Expires);
    }

    [Fact]
    public async Task A_validity_that_is_too_short_is_refused_with_the_limit()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var response = await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>;expires=59\r\n");

        Assert.Equal(423, response.StatusCode);
        Assert.Equal("60", response.Get("Min-Expires"));
        Assert.Empty(exchange.Extension("101").Contacts);
    }

    [Fact]
    public async Task Who_has_not_shown_credentials_is_not_told_the_limit()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var response = await wire.RequestAsync("REGISTER", "101", Domain, extra: "Contact: <sip:101@127.0.0.1:7000>;expires=59\r\n");

        Assert.Equal((401, null), (response.StatusCode, response.Get("Min-Expires")));
    }

    [Fact]
    public async Task A_phone_that_restarts_leaves_no_second_contact_behind()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var before = new SipWire(exchange.EndPoint);
        await before.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), "Contact: <sip:101@127.0.0.1:7000>\r\n", sequence: 500);
        using var after = new SipWire(exchange.EndPoint);
        var response = await RegisterAsync(after, "Contact: <sip:101@127.0.0.1:7000>;expires=120\r\n");

        Assert.Equal((200, 120u), (response.StatusCode, response.Contacts.Single().Expires));
        Assert.Single(exchange.Extension("101").Contacts);
    }

    [Fact]
    public async Task A_refresh_replaces_its_contact_and_expires_zero_removes_it()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>\r\n");
        await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>;expires=120\r\n");
        var listed = await RegisterAsync(wire, "");
        Assert.Equal(120u, listed.Contacts.Single().Expires);
        var removed = await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>;expires=0\r\n");

        Assert.Equal(200, removed.StatusCode);
        Assert.Empty(removed.Contacts);
        Assert.Equal(ExtensionStatus.Offline, exchange.Extension("101").Status);
    }

    [Fact]
    public async Task A_star_removes_all_contacts_but_only_with_expires_zero()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>, <sip:101@127.0.0.1:7001>\r\n");
        Assert.Equal(400, (await RegisterAsync(wire, "Contact: *\r\nExpires: 60\r\n")).StatusCode);
        Assert.Equal(2, exchange.Extension("101").Contacts.Count);
        Assert.Equal(200, (await RegisterAsync(wire, "Contact: *\r\nExpires: 0\r\n")).StatusCode);
        Assert.Empty(exchange.Extension("101").Contacts);
    }

    [Fact]
    public async Task An_old_register_changes_nothing()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        const string callId = "same-call-id";
        await wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), "Contact: <sip:101@127.0.0.1:7000>\r\n", callId: callId, sequence: 10);
        var old = await wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), "Contact: <sip:101@127.0.0.1:7000>;expires=0\r\n", callId: callId, sequence: 3);

        Assert.Equal(500, old.StatusCode);
        Assert.Single(exchange.Extension("101").Contacts);
    }

    [Fact]
    public async Task An_unknown_user_and_a_wrong_password_get_the_same_answer()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var unknown = await wire.RequestAsync("REGISTER", "nobody", Domain, "whatever-it-is", "Contact: <sip:x@127.0.0.1:7000>\r\n");
        var wrong = await wire.RequestAsync("REGISTER", "101", Domain, "not-the-password", "Contact: <sip:x@127.0.0.1:7000>\r\n");

        Assert.Equal(403, unknown.StatusCode);
        Assert.Equal((unknown.StatusCode, unknown.ReasonPhrase), (wrong.StatusCode, wrong.ReasonPhrase));
        Assert.Equal(NamesOf(unknown), NamesOf(wrong));
        static IEnumerable<string> NamesOf(SipMessage message) => message.Headers.Select(header => header.Name);
    }

    [Fact]
    public async Task A_user_cannot_register_anothers_number_and_a_failure_harms_no_binding()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        await RegisterAsync(wire, "Contact: <sip:101@127.0.0.1:7000>\r\n");
        var stolen = await wire.SendAsync(
            (await ChallengedAsync(wire, "101")).Replace("To: <sip:101@", "To: <sip:102@", StringComparison.Ordinal));
        Assert.Equal(403, stolen.StatusCode);
        Assert.Empty(exchange.Extension("102").Contacts);
        Assert.Equal(403, (await wire.RequestAsync("REGISTER", "101", Domain, "not-the-password", "Contact: *\r\nExpires: 0\r\n")).StatusCode);
        Assert.Single(exchange.Extension("101").Contacts);
    }

    [Fact]
    public async Task Too_many_contacts_are_refused_as_a_whole()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        var contacts = string.Concat(Enumerable.Range(7000, 11).Select(port => $"Contact: <sip:101@127.0.0.1:{port}>\r\n"));
        Assert.Equal(403, (await RegisterAsync(wire, contacts)).StatusCode);
        Assert.Empty(exchange.Extension("101").Contacts);
    }

    private static Task<SipMessage> RegisterAsync(SipWire wire, string extra) =>
        wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), extra);

    private static async Task<string> ChallengedAsync(SipWire wire, string user)
    {
        var challenge = await wire.RequestAsync("REGISTER", user, Domain, extra: "Contact: <sip:x@127.0.0.1:7002>\r\n");
        var request = SipMessage.CreateRequest(SipMethod.Register, SipUri.Parse(Domain));
        Assert.True(Sip.Digest.ChallengeAnswer.TryAnswer(new Sip.Digest.DigestClient(user, TestExchange.PasswordOf(user)), challenge, request));
        return wire.Compose("REGISTER", user, Domain, $"Contact: <sip:x@127.0.0.1:7002>\r\nAuthorization: {request.Get(SipHeaderName.Authorization)}\r\n", sequence: 77);
    }
}
