using System.Net;
using System.Text;
using Tandem.Hub.Tests.Testing;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Hub.Tests.Rest;

public sealed class TraceTests
{
    private const string Invite =
        "INVITE sip:102@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK1\r\nFrom: <sip:101@tandem>;tag=a\r\n"
        + "To: <sip:102@tandem>\r\nCall-ID: c1\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";

    private const string Ringing =
        "SIP/2.0 180 Ringing\r\nVia: SIP/2.0/UDP 127.0.0.1:5062;branch=z9hG4bK1\r\nFrom: <sip:101@tandem>;tag=a\r\n"
        + "To: <sip:102@tandem>;tag=b\r\nCall-ID: c1\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task Traced_calls_are_listed()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client(await hub.TokenAsync());
        var call = (await client.GetJsonAsync("/api/trace")).GetProperty("items")[0];
        Assert.Equal("switch:c1", call.GetProperty("id").GetString());
        Assert.Equal("101", call.GetProperty("from").GetString());
        Assert.Equal(2, call.GetProperty("messages").GetInt32());
    }

    [Theory]
    [InlineData("switch:c1")]
    [InlineData("switch%3Ac1?format=json")]
    [InlineData("c1")]
    public async Task The_messages_of_a_call_are_shown(string call)
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        var messages = (await client.GetJsonAsync($"/api/trace/{call}")).GetProperty("items");
        Assert.Equal(Invite, messages[0].GetProperty("text").GetString());
        Assert.Equal("in", messages[0].GetProperty("direction").GetString());
        Assert.Equal("udp", messages[0].GetProperty("transport").GetString());
        Assert.Equal("127.0.0.1:5062", messages[0].GetProperty("remote").GetString());
        Assert.Equal("180 Ringing", messages[1].GetProperty("summary").GetString());
        Assert.Equal("out", messages[1].GetProperty("direction").GetString());
    }

    [Fact]
    public async Task A_call_is_drawn_as_a_ladder()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync("/api/trace/c1?format=ladder");
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        var ladder = await response.Content.ReadAsStringAsync();
        Assert.Contains("INVITE", ladder, StringComparison.Ordinal);
        Assert.Contains("180 Ringing", ladder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_is_saved_as_a_capture_file()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var response = await client.GetAsync("/api/trace/c1?format=pcap");
        Assert.Equal("application/vnd.tcpdump.pcap", response.Content.Headers.ContentType?.MediaType);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.Equal(0xa1b2c3d4, BitConverter.ToUInt32(bytes));
        Assert.Contains("INVITE sip:102", Encoding.ASCII.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_calls_and_formats_are_refused()
    {
        await using var hub = await StartAsync();
        using var client = hub.Client();
        using var unknown = await client.GetAsync("/api/trace/c9");
        await unknown.ProblemAsync(HttpStatusCode.NotFound);
        using var format = await client.GetAsync("/api/trace/c1?format=pdf");
        Assert.Equal("format", (await format.ProblemAsync(HttpStatusCode.BadRequest)).GetProperty("field").GetString());
    }

    private static async Task<TestHub> StartAsync()
    {
        var hub = await TestHub.StartAsync();
        var flow = new SipFlow(new SilentTransport(), new IPEndPoint(IPAddress.Loopback, 5062));
        Record(hub, Invite, flow, outgoing: false);
        Record(hub, Ringing, flow, outgoing: true);
        hub.Trace.Assign("c1", "switch:c1");
        return hub;
    }

    private static void Record(TestHub hub, string text, SipFlow flow, bool outgoing)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        hub.Trace.OnMessage(bytes, flow, outgoing);
    }

    private sealed class SilentTransport : ISipTransport
    {
        public SipProtocol Protocol => SipProtocol.Udp;

        public IPEndPoint LocalEndPoint { get; } = new(IPAddress.Loopback, 5060);

        public void Start(SipReceiveHandler receive, SipUndeliveredHandler undelivered)
        {
        }

        public bool IsOpen(IPEndPoint remote) => true;

        public bool Send(ReadOnlyMemory<byte> message, IPEndPoint remote) => true;

        public void Dispose()
        {
        }
    }
}
