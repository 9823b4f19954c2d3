using Tandem.Sip.Messages;

namespace Tandem.Switch.Tests.Registrar;

/// <summary>Flows (RFC 5626) and the proxies to a phone (RFC 3327).</summary>
public sealed class OutboundTests
{
    private const string Domain = "sip:tandem.test";
    private const string Instance = "+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000A95A0E128>\"";

    [Fact]
    public async Task A_new_flow_takes_the_place_of_the_one_with_its_number()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var before = new SipWire(exchange.EndPoint);
        using var after = new SipWire(exchange.EndPoint);
        await RegisterAsync(before, $"Contact: <sip:101@192.0.2.1:7000;ob>;reg-id=1;{Instance}\r\nSupported: path, outbound\r\n");
        var response = await RegisterAsync(after, $"Contact: <sip:101@192.0.2.1:7999;ob>;reg-id=1;{Instance}\r\nSupported: path, outbound\r\n");

        var contact = Assert.Single(response.Contacts);
        Assert.Equal(7999, contact.Uri.Port);
        Assert.Equal("1", contact.Parameters["reg-id"]);
        Assert.Contains("urn:uuid:00000000-0000-1000-8000-000A95A0E128", contact.Parameters["+sip.instance"], StringComparison.Ordinal);
        Assert.Equal("outbound", response.Get(SipHeaderName.Require));
    }

    [Theory]
    [InlineData("reg-id=1", "")]
    [InlineData("reg-id=0;" + Instance, "Supported: outbound\r\n")]
    [InlineData("reg-id=1", "Supported: outbound\r\n")]
    public async Task Who_does_not_ask_for_flows_has_contacts_as_ever(string parameters, string headers)
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        await RegisterAsync(wire, $"Contact: <sip:101@192.0.2.1:7000>;{parameters}\r\n{headers}");
        var response = await RegisterAsync(wire, $"Contact: <sip:101@192.0.2.1:7001>;{parameters}\r\n{headers}");

        Assert.Equal(2, response.Contacts.Count);
        Assert.Null(response.Get(SipHeaderName.Require));
    }

    [Fact]
    public async Task A_call_takes_one_flow_of_a_phone_though_it_keeps_several()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var first = new SipWire(exchange.EndPoint);
        using var second = new SipWire(exchange.EndPoint);
        await RegisterAsync(first, $"Contact: <sip:101@192.0.2.1:7000;ob>;reg-id=1;expires=600;{Instance}\r\nSupported: outbound\r\n");
        await RegisterAsync(second, $"Contact: <sip:101@192.0.2.1:7000;ob>;reg-id=2;expires=700;{Instance}\r\nSupported: outbound\r\n");
        var caller = exchange.Phone("102");
        await caller.CallAsync("101");
        Assert.Equal(SipMethod.Invite, (await second.ReceiveAsync()).Method);
        Assert.Equal(2, exchange.Extension("101").Contacts.Count);

        // An INVITE to the other flow would have been sent before this answer.
        await first.SendRawAsync(System.Text.Encoding.UTF8.GetBytes(first.Compose("OPTIONS", "101", Domain, sequence: 9)));
        Assert.Equal(200, (await first.ReceiveAsync()).StatusCode);
    }

    [Fact]
    public async Task A_call_to_a_phone_behind_a_proxy_goes_through_it()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        using var proxy = new SipWire(exchange.EndPoint);
        var path = $"<sip:127.0.0.1:{proxy.Port};lr>, <sip:edge.invalid;lr>";
        var response = await RegisterAsync(wire, $"Contact: <sip:101@192.0.2.1:7000>\r\nPath: {path}\r\nSupported: path\r\n");
        Assert.Equal(path, string.Join(", ", response.GetAll(SipHeaderName.Path)));
        var caller = exchange.Phone("102");
        await caller.CallAsync("101");
        var invite = await proxy.ReceiveAsync();

        Assert.Equal("sip:101@192.0.2.1:7000", invite.RequestUri!.ToString());
        Assert.Equal([$"sip:127.0.0.1:{proxy.Port};lr", "sip:edge.invalid;lr"], invite.Routes.Select(route => route.Uri.ToString()));
    }

    [Fact]
    public async Task A_proxy_that_keeps_no_flows_cannot_be_the_first_hop_of_one()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        const string Via = "Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKphone\r\n";
        const string Contact = $"Contact: <sip:101@192.0.2.1:7000;ob>;reg-id=1;{Instance}\r\nSupported: outbound\r\n";
        var refused = await RegisterAsync(wire, $"{Via}{Contact}Path: <sip:127.0.0.1:9;lr>\r\n");
        var taken = await RegisterAsync(wire, $"{Via}{Contact}Path: <sip:127.0.0.1:9;lr;ob>\r\n");

        Assert.Equal((439, 200), (refused.StatusCode, taken.StatusCode));
    }

    [Fact]
    public async Task A_secure_contact_needs_a_secure_way()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        Assert.Equal(400, (await RegisterAsync(wire, "Contact: <sips:101@192.0.2.1:7000>\r\n")).StatusCode);
    }

    private static Task<SipMessage> RegisterAsync(SipWire wire, string extra) =>
        wire.RequestAsync("REGISTER", "101", Domain, TestExchange.PasswordOf("101"), extra);
}
