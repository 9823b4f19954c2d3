using System.Net;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

public sealed class AddressAdvertiserTests
{
    private static readonly AddressAdvertiser BehindNat = new(IPAddress.Parse("203.0.113.5"), [IPNetwork.Parse("192.168.0.0/16")]);

    [Theory]
    [InlineData("198.51.100.7", "203.0.113.5")]
    [InlineData("192.168.4.20", "192.168.0.2")]
    [InlineData("127.0.0.1", "192.168.0.2")]
    public void Phones_in_local_networks_get_the_local_address(string phone, string told) =>
        Assert.Equal(IPAddress.Parse(told), BehindNat.AddressFor(IPAddress.Parse("192.168.0.2"), IPAddress.Parse(phone)));

    [Fact]
    public void A_wildcard_becomes_the_address_of_the_route() =>
        Assert.Equal(IPAddress.Loopback, new AddressAdvertiser().AddressFor(IPAddress.Any, IPAddress.Loopback));

    [Fact]
    public void A_peer_of_another_family_is_not_told_the_public_address() =>
        Assert.Equal(IPAddress.IPv6Loopback, BehindNat.AddressFor(IPAddress.IPv6Loopback, IPAddress.Parse("2001:db8::7")));
}
