using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Messages;

/// <summary>RFC 3428 between extensions.</summary>
public sealed class MessageRelayTests
{
    [Fact]
    public async Task A_message_reaches_the_phone_and_its_answer_the_sender()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var bob = await RegisteredAsync(exchange, "102");
        using var alice = new SipWire(exchange.EndPoint);
        var sent = SendAsync(alice, "102", "Grüß Gott");
        var received = await bob.ReceiveAsync();

        Assert.Equal(("MESSAGE", "text/plain", "Grüß Gott"), (received.MethodName, received.ContentType, System.Text.Encoding.UTF8.GetString(received.Body.Span)));
        Assert.Equal(("101", "Phone 101", "102"), (received.From!.Uri.User, received.From.DisplayName, received.To!.Uri.User));
        Assert.Equal(69, received.MaxForwards);
        await bob.SendRawAsync(received.CreateResponse(200, null, "bob").ToArray());
        Assert.Equal(200, (await sent).StatusCode);
    }

    [Fact]
    public async Task A_refusal_of_the_phone_reaches_the_sender()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var bob = await RegisteredAsync(exchange, "102");
        using var alice = new SipWire(exchange.EndPoint);
        var sent = SendAsync(alice, "102", "hello");
        await bob.SendRawAsync((await bob.ReceiveAsync()).CreateResponse(486, null, "bob").ToArray());
        Assert.Equal(486, (await sent).StatusCode);
    }

    [Theory]
    [InlineData("103")]
    [InlineData("999")]
    public async Task Nobody_there_is_480(string number)
    {
        await using var exchange = await TestExchange.StartAsync();
        using var alice = new SipWire(exchange.EndPoint);
        Assert.Equal(480, (await SendAsync(alice, number, "hello")).StatusCode);
    }

    [Fact]
    public async Task A_stranger_is_challenged_whatever_the_number()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        foreach (var number in (string[])["102", "999"])
        {
            var answer = await wire.RequestAsync("MESSAGE", "101", $"sip:{number}@tandem.test", extra: "Content-Type: text/plain\r\n", body: "hello");
            Assert.Equal(407, answer.StatusCode);
        }
        var wrong = await wire.RequestAsync("MESSAGE", "101", "sip:102@tandem.test", "wrong", "Content-Type: text/plain\r\n", "hello");
        Assert.Equal(403, wrong.StatusCode);
    }

    private static async Task<SipWire> RegisteredAsync(TestExchange exchange, string number)
    {
        var wire = new SipWire(exchange.EndPoint);
        var contact = $"Contact: <sip:{number}@127.0.0.1:{wire.Port}>\r\nExpires: 600\r\n";
        Assert.Equal(200, (await wire.RequestAsync("REGISTER", number, "sip:tandem.test", TestExchange.PasswordOf(number), contact)).StatusCode);
        return wire;
    }

    private static Task<SipMessage> SendAsync(SipWire wire, string number, string text) => wire.RequestAsync(
        "MESSAGE", "101", $"sip:{number}@tandem.test", TestExchange.PasswordOf("101"), "Content-Type: text/plain\r\n", text);
}
