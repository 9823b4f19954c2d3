using System.Net;
using Tandem.Media;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>Several domains in one exchange, each with its 101, by hosts of any spelling.</summary>
public sealed class DomainTests
{
    private static readonly SipDomain Acme = new("acme", "acme.example", ["pbx", "Acme.Example.ORG", "192.0.2.9", "[2001:DB8:0::9]"]);

    [Theory]
    [InlineData("pbx")]
    [InlineData("PBX")]
    [InlineData("acme.example.org")]
    [InlineData("ACME.example.org")]
    [InlineData("192.0.2.9")]
    [InlineData("192.0.2.9:5062")]
    [InlineData("[2001:db8::9]")]
    public async Task The_host_that_a_phone_names_leads_to_its_realm_in_any_spelling(string host)
    {
        await using var harness = await StartAsync();
        Assert.Equal(200, (await RegisterAsync(harness, "101", host, "acme-secret")).StatusCode);
        var registration = Assert.Single(await harness.Registrations.FindAsync("101@acme"));
        Assert.Equal(("101", "acme", "acme.example"), (registration.User, registration.Domain, registration.Realm));
        Assert.Empty(await harness.Registrations.FindAsync("101"));
    }

    [Theory]
    [InlineData("tandem.test")]
    [InlineData("first.last.example")]
    [InlineData("10.0.0.1")]
    public async Task Any_other_host_leads_to_the_exchanges_own_realm(string host)
    {
        await using var harness = await StartAsync();
        Assert.Equal(200, (await RegisterAsync(harness, "101", host, TestExchange.PasswordOf("101"))).StatusCode);
        Assert.Equal("tandem.test", Assert.Single(await harness.Registrations.FindAsync("101")).Realm);
        Assert.Equal(403, (await RegisterAsync(harness, "101", host, "acme-secret")).StatusCode);
    }

    [Fact]
    public async Task Two_domains_have_a_101_each_and_neither_sees_the_other()
    {
        await using var harness = await StartAsync();
        await RegisterAsync(harness, "101", "pbx", "acme-secret", port: 7001);
        await RegisterAsync(harness, "101", "tandem.test", TestExchange.PasswordOf("101"), port: 7002);
        await RegisterAsync(harness, "first.last", "pbx", "acme-secret", port: 7003);
        var lookup = harness.Registrations;
        Assert.Equal(["tandem.test", "acme.example"], await lookup.RealmsAsync());
        Assert.Equal([7002], (await lookup.UsersAsync("default")).Select(PortOf));
        foreach (var name in (string[])["acme", "acme.example", "PBX"])
        {
            Assert.Equal([7001, 7003], (await lookup.UsersAsync(name)).Select(PortOf).Order());
        }
        foreach (var user in (string[])["first.last@acme", "first.last@pbx", "sip:first.last@acme.example.org", "sip:first.last@192.0.2.9:5060"])
        {
            Assert.Equal("first.last", Assert.Single(await lookup.FindAsync(user)).User);
        }
        Assert.Equal("acme", Assert.Single(await lookup.FindAsync(SipUri.Parse("sip:101@127.0.0.1:7001"))).Domain);
        Assert.Empty(await lookup.UsersAsync("elsewhere"));
        Assert.Empty(await lookup.FindAsync("101@elsewhere"));
        await harness.Exchange.Switch.ForgetAccountAsync("101", "acme");
        Assert.Equal([7003], (await lookup.UsersAsync("acme")).Select(PortOf));
        Assert.Single(await lookup.FindAsync("101"));
    }

    [Fact]
    public async Task Lists_begin_with_what_is_valid_longest()
    {
        await using var harness = await StartAsync();
        foreach (var (port, seconds) in new[] { (7001, 300), (7002, 900), (7003, 600) })
        {
            await RegisterAsync(harness, "102", "tandem.test", TestExchange.PasswordOf("102"), port, seconds);
        }
        Assert.Equal([7002, 7003, 7001], (await harness.Registrations.FindAsync("102")).Select(PortOf));
    }

    [Fact]
    public async Task An_account_of_one_domain_is_none_in_another()
    {
        await using var harness = await StartAsync();
        Assert.Equal(403, (await RegisterAsync(harness, "102", "pbx", TestExchange.PasswordOf("102"))).StatusCode);
    }

    [Fact]
    public async Task A_call_of_a_further_domain_never_reaches_a_number_of_the_exchanges_own()
    {
        await using var harness = await StartAsync();
        await harness.Exchange.RegisteredAsync("101");
        var client = new DigestClient("first.last", "acme-secret");
        var challenge = await harness.Wire.SendAsync(Call(""));
        var request = SipMessage.CreateRequest(SipMethod.Invite, SipUri.Parse("sip:101@pbx"));
        Assert.True(client.TryAnswer(challenge, request));
        Assert.Equal(480, (await harness.Wire.SendAsync(Call($"Proxy-Authorization: {request.Get(SipHeaderName.ProxyAuthorization)}\r\n"))).StatusCode);

        string Call(string headers) => harness.Wire.Compose("INVITE", "first.last", "sip:101@pbx", $"Contact: {harness.Contact}\r\n{headers}").Replace("@tandem.test>;tag", "@pbx>;tag", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("default", "r", "h", "'default' and 'default' share the name 'default'")]
    [InlineData("b", "tandem", "h", "'default' and 'b' share the realm 'tandem'")]
    [InlineData("b", "r", "PBX.", "'acme' and 'b' share the host 'PBX.'")]
    public async Task Domains_that_share_something_are_refused_by_name(string name, string realm, string host, string reason)
    {
        await using var media = new MediaEngine(TestExchange.SystemPorts);
        var options = new SwitchOptions { Addresses = [IPAddress.Loopback], Domains = [Acme, new SipDomain(name, realm, [host])] };
        Assert.Equal($"Domains: {reason}.", Assert.Throws<ArgumentException>(() => new SipSwitch(media, new AccountDirectory(), options)).Message);
    }

    private static int PortOf(Switch.Registrar.Registration registration) => registration.Contact.Port!.Value;

    private static async Task<RegistrarHarness> StartAsync()
    {
        var harness = await RegistrarHarness.StartAsync(configure: options => options with { Domains = [Acme] });
        foreach (var number in (string[])["101", "first.last"])
        {
            harness.Exchange.Accounts.Set(
                new SipAccount(number, "", "acme", DigestHash.Ha1(DigestAlgorithm.Md5, number, "acme.example", "acme-secret"), null) { Realm = "acme.example" });
        }
        return harness;
    }

    private static async Task<SipMessage> RegisterAsync(RegistrarHarness harness, string user, string host, string password, int port = 7000, int seconds = 600)
    {
        var client = new DigestClient(user, password);
        var challenge = await harness.Wire.SendAsync(Compose(harness, user, host, port, seconds, "", 1));
        var request = SipMessage.CreateRequest(SipMethod.Register, SipUri.Parse($"sip:{host}"));
        Assert.True(client.TryAnswer(challenge, request));
        return await harness.Wire.SendAsync(Compose(harness, user, host, port, seconds, $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n", 2));
    }

    private static string Compose(RegistrarHarness harness, string user, string host, int port, int seconds, string headers, int sequence) =>
        harness.Wire.Compose(
            "REGISTER", user, $"sip:{host}", $"Contact: <sip:{user}@127.0.0.1:{port}>;expires={seconds}\r\n{headers}", callId: Guid.NewGuid().ToString("N"), sequence: sequence)
        .Replace("@tandem.test>", $"@{host}>", StringComparison.Ordinal);
}
