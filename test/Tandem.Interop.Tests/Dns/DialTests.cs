using System.Net;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Sipp;
using Tandem.Interop.Tests.Tools;
using Tandem.Media;
using Tandem.Sip.Messages;
using Tandem.Sip.Resolution;
using Tandem.Switch;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;

namespace Tandem.Interop.Tests.Dns;

/// <summary>A program dials a name of several places (RFC 3263 4.3).</summary>
public sealed class DialTests
{
    [ToolFact(ExternalTool.Dnsmasq)]
    public async Task The_next_place_of_a_host_is_called_where_the_first_is_out_of_service()
    {
        await using var media = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0, Shards = 1 });
        var anywhere = new IPEndPoint(IPAddress.Loopback, 9);
        await using var broken = await SippCall.Start(anywhere, "out_of_service", []).ListeningAsync();
        await using var good = await SippCall.Start(anywhere, "answers", [("ring", "0")]).ListeningAsync();
        await using var dns = await Dnsmasq.StartAsync(
            $"srv-host=_sip._udp.carrier.test,a.carrier.test,{broken.Port},1,0",
            $"srv-host=_sip._udp.carrier.test,b.carrier.test,{good.Port},2,0",
            "host-record=a.carrier.test,127.0.0.1",
            "host-record=b.carrier.test,127.0.0.1");
        await using var exchange = new SipSwitch(media, new AccountDirectory(), new SwitchOptions
        {
            Addresses = [IPAddress.Loopback],
            Port = 0,
            Resolver = new SipResolver(dns.Client),
        });
        await exchange.StartAsync();
        var result = await exchange.DialAsync(new DialRequest(DialTarget.Contact(SipUri.Parse("sip:4711@carrier.test")))).WaitAsync(ChildProcess.Patience);

        Assert.True(result.IsAnswered, $"{result.Cause}");
        Assert.Equal("service_unavailable", Assert.Single(result.Attempts).Cause.Name);
        await result.Leg!.HangupAsync();
        await broken.SucceedAsync();
        await good.SucceedAsync();
    }
}
