using System.Net;
using System.Net.Sockets;
using Tandem.Media;
using Tandem.Media.Srtp;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests;

/// <summary>Settings that are refused, each by its name, before anything is opened.</summary>
public sealed class PhoneOptionsTests
{
    private static readonly PhoneOptions Right = PhonePair.Options();

    public static TheoryData<string, PhoneOptions> Wrong => new()
    {
        { nameof(PhoneOptions.User), Right with { User = null! } },
        { nameof(PhoneOptions.User), Right with { User = "" } },
        { nameof(PhoneOptions.DisplayName), Right with { DisplayName = "a\r\nb" } },
        { nameof(PhoneOptions.Server), Right with { Server = null! } },
        { nameof(PhoneOptions.Server), Right with { Server = new IPEndPoint(IPAddress.Loopback, 0) } },
        { nameof(PhoneOptions.Domain), Right with { Domain = "" } },
        { nameof(PhoneOptions.Domain), Right with { Domain = "two words" } },
        { nameof(PhoneOptions.Domain), Right with { Domain = "user@example.org" } },
        { nameof(PhoneOptions.Domain), Right with { Domain = "example.org:5060" } },
        { nameof(PhoneOptions.Protocol), Right with { Protocol = SipProtocol.Tls } },
        { nameof(PhoneOptions.Protocol), Right with { Protocol = (SipProtocol)99 } },
        { nameof(PhoneOptions.Address), Right with { Address = null! } },
        { nameof(PhoneOptions.Address), Right with { Address = IPAddress.IPv6Loopback } },
        { nameof(PhoneOptions.Port), Right with { Port = -1 } },
        { nameof(PhoneOptions.Port), Right with { Port = 65_536 } },
        { nameof(PhoneOptions.Codecs), Right with { Codecs = null! } },
        { nameof(PhoneOptions.Codecs), Right with { Codecs = [] } },
        { nameof(PhoneOptions.Codecs), Right with { Codecs = [AudioCodec.Pcma, AudioCodec.Pcma] } },
        { nameof(PhoneOptions.Codecs), Right with { Codecs = [(AudioCodec)99] } },
        { nameof(PhoneOptions.Srtp), Right with { Srtp = null! } },
        { nameof(PhoneOptions.Srtp), Right with { Srtp = [(SrtpProfile)99] } },
        { nameof(PhoneOptions.Srtp), Right with { Srtp = [SrtpProfile.AesCm128HmacSha1Tag80, SrtpProfile.AesCm128HmacSha1Tag80] } },
        { nameof(PhoneOptions.Expires), Right with { Expires = TimeSpan.Zero } },
        { nameof(PhoneOptions.Expires), Right with { Expires = TimeSpan.FromSeconds(-1) } },
        { nameof(PhoneOptions.Expires), Right with { Expires = TimeSpan.FromSeconds(4_294_967_296) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_is_refused_by_its_name(string name, PhoneOptions options)
    {
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(() => new SipPhone(options)).ParamName);
        Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(options.Validate).ParamName);
    }

    [Theory]
    [InlineData("example.org")]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("[2001:db8::1]")]
    public void A_domain_is_a_name_or_an_address(string domain) => (Right with { Domain = domain }).Validate();

    [Fact]
    public void The_defaults_are_those_documented()
    {
        Assert.Equal([AudioCodec.Pcma, AudioCodec.Pcmu], Right.Codecs);
        Assert.Equal((SipProtocol.Udp, IPAddress.Loopback, 0), (Right.Protocol, Right.Address, Right.Port));
        Assert.Equal((TimeSpan.FromMinutes(10), false, null, null), (Right.Expires, Right.AutoAnswer, Right.Password, Right.DisplayName));
        Assert.Empty(Right.Srtp);
        Right.Validate();
    }

    [Fact]
    public void Options_are_needed() => Assert.Throws<ArgumentNullException>(() => new SipPhone(null!));

    [Theory]
    [InlineData(SipProtocol.Udp)]
    [InlineData(SipProtocol.Tcp)]
    public async Task A_port_that_is_taken_cannot_be_bound(SipProtocol protocol)
    {
        await using var first = new SipPhone(Right with { Protocol = protocol });

        Assert.Throws<SocketException>(() => new SipPhone(Right with { Protocol = protocol, Port = first.EndPoint.Port }));
    }

    [Fact]
    public async Task A_phone_has_the_port_and_the_user_that_it_was_given()
    {
        var before = new SipPhone(Right);
        await before.DisposeAsync();
        await using var phone = new SipPhone(Right with { Port = before.EndPoint.Port });

        Assert.Equal(("bob", before.EndPoint), (phone.User, phone.EndPoint));
    }
}
