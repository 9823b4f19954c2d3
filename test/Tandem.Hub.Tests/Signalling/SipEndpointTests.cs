using System.Net;
using System.Net.WebSockets;
using System.Text;
using Tandem.Hub.Tests.Testing;
using Tandem.Sip.Messages;

namespace Tandem.Hub.Tests.Signalling;

public sealed class SipEndpointTests
{
    private const string Options =
        "OPTIONS sip:h.invalid SIP/2.0\r\nVia: SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bKa\r\nFrom: <sip:a@h>;tag=1\r\nTo: <sip:b@h>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\n\r\n";

    [Fact]
    public async Task A_phone_behind_an_address_that_nobody_can_reach_is_answered_on_its_socket()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.Switch.StartAsync();
        using var phone = new ClientWebSocket();
        phone.Options.AddSubProtocol("sip");
        phone.Options.SetRequestHeader("Origin", hub.Url.GetLeftPart(UriPartial.Authority));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        await phone.ConnectAsync(new Uri($"ws://{hub.Url.Authority}/sip"), patience.Token);
        await phone.SendAsync(Encoding.UTF8.GetBytes(Options), WebSocketMessageType.Text, true, patience.Token);
        var buffer = new byte[4096];
        var received = await phone.ReceiveAsync(buffer, patience.Token);

        Assert.True(SipParser.TryParse(buffer.AsSpan(0, received.Count), out var response).Ok);
        Assert.Equal(200, response.StatusCode);
        Assert.Equal("df7jal23ls0d.invalid", response.TopVia!.Host);
        Assert.Equal("127.0.0.1", response.TopVia.Received);
    }

    [Theory]
    [InlineData("sip", "https://evil.example", 403)]
    [InlineData("chat", null, 400)]
    public async Task Who_is_none_of_ours_is_refused(string protocol, string? origin, int status)
    {
        await using var hub = await TestHub.StartAsync();
        await hub.Switch.StartAsync();
        using var phone = new ClientWebSocket();
        phone.Options.AddSubProtocol(protocol);
        phone.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            phone.Options.SetRequestHeader("Origin", origin);
        }
        await Assert.ThrowsAsync<WebSocketException>(() => phone.ConnectAsync(new Uri($"ws://{hub.Url.Authority}/sip"), default));

        Assert.Equal((HttpStatusCode)status, phone.HttpStatusCode);
    }

    [Fact]
    public async Task A_browser_that_just_looks_is_told_what_is_wanted()
    {
        await using var hub = await TestHub.StartAsync();
        using var client = hub.Client(token: null);
        using var response = await client.GetAsync("/sip");

        Assert.Equal(HttpStatusCode.UpgradeRequired, response.StatusCode);
    }
}
