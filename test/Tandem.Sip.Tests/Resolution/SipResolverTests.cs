using System.Net;
using System.Net.Sockets;
using Tandem.Sip.Messages;
using Tandem.Sip.Resolution;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Resolution;

public sealed class SipResolverTests
{
    private static readonly SipProtocol[] All = [SipProtocol.Udp, SipProtocol.Tcp, SipProtocol.Tls];

    [Theory]
    [InlineData("sip:192.0.2.1", "UDP 192.0.2.1:5060")]
    [InlineData("sip:a@192.0.2.1:5070", "UDP 192.0.2.1:5070")]
    [InlineData("sip:192.0.2.1;transport=tcp", "TCP 192.0.2.1:5060")]
    [InlineData("sips:192.0.2.1", "TLS 192.0.2.1:5061")]
    [InlineData("sips:192.0.2.1;transport=tcp", "TLS 192.0.2.1:5061")]
    [InlineData("sip:192.0.2.1;transport=tls", "TLS 192.0.2.1:5061")]
    [InlineData("sip:h.example;maddr=192.0.2.2", "UDP 192.0.2.2:5060")]
    [InlineData("sip:[2001:db8::1]", "UDP [2001:db8::1]:5060")]
    [InlineData("sip:localhost:5080", "UDP 127.0.0.1:5080, UDP [::1]:5080")]
    [InlineData("sip:192.0.2.1;transport=ws", "")]
    [InlineData("sip:df7jal23ls0d.invalid;transport=udp", "")]
    public async Task An_address_needs_no_DNS(string uri, string targets)
    {
        var dns = new DnsClient(new DnsClientOptions { Servers = [new IPEndPoint(IPAddress.Loopback, 9)] });
        var found = await new SipResolver(dns).ResolveAsync(SipUri.Parse(uri), All, [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6]);

        Assert.Equal(targets, string.Join(", ", found.Select(target => $"{target.Protocol.ToViaName()} {target.Address}")));
        Assert.Equal(0, dns.Asked);
    }

    [Fact]
    public async Task Only_encrypted_protocols_count_for_sips()
    {
        var resolver = new SipResolver(new DnsClient(new DnsClientOptions { Servers = [new IPEndPoint(IPAddress.Loopback, 9)] }));

        Assert.Empty(await resolver.ResolveAsync(SipUri.Parse("sips:192.0.2.1"), [SipProtocol.Udp, SipProtocol.Tcp], [AddressFamily.InterNetwork]));
    }

    [Fact]
    public void Services_are_tried_by_priority_and_as_often_first_as_their_weight_says()
    {
        ServiceRecord Record(string target, ushort priority, ushort weight) => new("s", TimeSpan.FromMinutes(1), priority, weight, 5060, target);
        ServiceRecord[] records = [Record("later", 20, 1000), Record("quarter", 10, 25), Record("rest", 10, 75), Record("never", 10, 0)];
        var random = new Random(7);
        var first = new Dictionary<string, int>();
        for (var i = 0; i < 10_000; i++)
        {
            var order = SipResolver.Order(records, random).Select(record => record.Target).ToArray();
            Assert.Equal(4, order.Distinct().Count());
            Assert.Equal("later", order[^1]);
            first[order[0]] = first.GetValueOrDefault(order[0]) + 1;
        }

        Assert.InRange(first["quarter"], 2_200, 2_800);
        Assert.InRange(first["rest"], 7_000, 7_700);
        Assert.InRange(first.GetValueOrDefault("never"), 0, 200);
    }
}
