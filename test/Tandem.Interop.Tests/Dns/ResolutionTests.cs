using System.Net;
using System.Net.Sockets;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Sip.Loop;
using Tandem.Sip.Messages;
using Tandem.Sip.Resolution;
using Tandem.Sip.Transactions;
using Tandem.Sip.Transport;

namespace Tandem.Interop.Tests.Dns;

/// <summary>RFC 3263 with a DNS server that thousands of networks run.</summary>
public sealed class ResolutionTests
{
    private static readonly SipProtocol[] All = [SipProtocol.Udp, SipProtocol.Tcp, SipProtocol.Tls];
    private static readonly AddressFamily[] Families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    [ToolFact(ExternalTool.Dnsmasq)]
    public async Task NAPTR_says_how_SRV_where_and_A_and_AAAA_at_which_address()
    {
        await using var dns = await Dnsmasq.StartAsync(
            "naptr-record=example.test,10,50,S,SIP+D2U,,_sip._udp.example.test",
            "naptr-record=example.test,10,40,S,SIPS+D2T,,_sips._tcp.example.test",
            "naptr-record=example.test,10,30,S,SIP+D2S,,_sip._sctp.example.test",
            "srv-host=_sips._tcp.example.test,b.example.test,5061,2,0",
            "srv-host=_sips._tcp.example.test,a.example.test,5071,1,0",
            "srv-host=_sip._udp.example.test,a.example.test,5060,1,0",
            "host-record=a.example.test,192.0.2.1,2001:db8::1",
            "host-record=b.example.test,192.0.2.2");

        Assert.Equal(
            ["TLS 192.0.2.1:5071", "TLS [2001:db8::1]:5071", "TLS 192.0.2.2:5061", "UDP 192.0.2.1:5060", "UDP [2001:db8::1]:5060"],
            await TargetsAsync(dns, "sip:example.test"));
        Assert.Equal(["TLS 192.0.2.1:5071", "TLS [2001:db8::1]:5071", "TLS 192.0.2.2:5061"], await TargetsAsync(dns, "sips:example.test"));
        Assert.Equal(["UDP 192.0.2.1:5070", "UDP [2001:db8::1]:5070"], await TargetsAsync(dns, "sip:a.example.test:5070"));
        Assert.Equal(["TCP 192.0.2.2:5060"], await TargetsAsync(dns, "sip:b.example.test;transport=tcp"));
        Assert.Empty(await TargetsAsync(dns, "sip:nobody.test"));
    }

    [ToolFact(ExternalTool.Dnsmasq)]
    public async Task Without_NAPTR_the_services_of_our_protocols_are_looked_for_and_then_the_host_by_another_name()
    {
        await using var dns = await Dnsmasq.StartAsync(
            "srv-host=_sip._tcp.only.test,a.example.test,5080,1,0",
            "srv-host=_sip._udp.gone.test",
            "cname=alias.test,a.example.test",
            "host-record=a.example.test,192.0.2.1",
            "host-record=gone.test,192.0.2.9");

        Assert.Equal(["TCP 192.0.2.1:5080"], await TargetsAsync(dns, "sip:only.test"));
        Assert.Equal(["UDP 192.0.2.1:5060"], await TargetsAsync(dns, "sip:alias.test"));
        Assert.Empty(await TargetsAsync(dns, "sip:gone.test"));
        var asked = dns.Client.Asked;
        await TargetsAsync(dns, "sip:only.test");
        Assert.InRange(dns.Client.Asked - asked, 0, 8);
    }

    [ToolFact(ExternalTool.Dnsmasq)]
    public async Task What_does_not_fit_into_a_datagram_is_asked_for_by_TCP()
    {
        var hosts = Enumerable.Range(1, 80).Select(i => $"a-host-with-a-rather-long-name-{i}.example.test").ToArray();
        await using var dns = await Dnsmasq.StartAsync([.. hosts.Select(host => $"srv-host=_sip._udp.example.test,{host},5060,1,1")]);
        var answer = await dns.Client.QueryAsync("_sip._udp.example.test", DnsType.Srv).WaitAsync(ChildProcess.Patience);

        Assert.Equal(hosts.Order(), answer.Records.OfType<ServiceRecord>().Select(record => record.Target).Order());
    }

    [ToolFact(ExternalTool.Dnsmasq)]
    public async Task A_request_to_a_name_goes_on_to_the_next_target_where_one_is_dead()
    {
        using var loop = new SignalLoop();
        using var server = new SipStack(loop) { RequestReceived = transaction => transaction.Respond(200) };
        server.AddTransport(new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0)));
        var alive = server.Transports[0].LocalEndPoint.Port;
        await using var dns = await Dnsmasq.StartAsync(
            "srv-host=_sip._tcp.trunk.test,host.trunk.test,1,1,0", $"srv-host=_sip._tcp.trunk.test,host.trunk.test,{alive},2,0", "host-record=host.trunk.test,127.0.0.1");
        using var client = new SipStack(loop, new SipStackOptions { Resolver = new SipResolver(dns.Client) });
        client.AddTransport(new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0)));
        loop.Start();
        var outcome = await loop.RunAsync(() => client.RequestAsync(Options("sip:trunk.test"))).WaitAsync(ChildProcess.Patience);
        var nowhere = await loop.RunAsync(() => client.RequestAsync(Options("sip:nobody.test"))).WaitAsync(ChildProcess.Patience);

        Assert.Equal((200, RequestFailure.None, alive), (outcome.Response?.StatusCode, outcome.Failure, outcome.Flow?.Remote.Port));
        Assert.Equal((null, RequestFailure.NotResolved), (nowhere.Response, nowhere.Failure));
    }

    private static async Task<string[]> TargetsAsync(Dnsmasq dns, string uri) =>
        [.. (await new SipResolver(dns.Client).ResolveAsync(SipUri.Parse(uri), All, Families).WaitAsync(ChildProcess.Patience)).Select(target => $"{target.Protocol.ToViaName()} {target.Address}")];

    private static SipMessage Options(string uri)
    {
        var request = SipMessage.CreateRequest(SipMethod.Options, SipUri.Parse(uri));
        request.Add(SipHeaderName.From, "<sip:us@h>;tag=1");
        request.Add(SipHeaderName.To, $"<{uri}>");
        request.Add(SipHeaderName.CallId, SipStack.NewCallId());
        request.Add(SipHeaderName.CSeq, "1 OPTIONS");
        return request;
    }
}
