using System.Text;
using Tandem.Sip.Messages;
using Tandem.Sip.Tests.Messages;
using Tandem.Switch.Tests.Registrar;

namespace Tandem.Switch.Tests.Attacks;

/// <summary>The messages of RFC 4475 at an exchange in service.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class TortureTests
{
    [Fact]
    public async Task All_of_them_several_times_harm_nobody()
    {
        await using var call = await CallUnderAttack.StartAsync();
        Assert.Equal(50, TortureMessages.Names.Count());
        for (var i = 0; i < 5; i++)
        {
            foreach (var name in TortureMessages.Names)
            {
                await call.Wire.SendRawAsync(TortureMessages.Read(name));
            }
        }
        // The exchange has one socket: once this is answered, all before it were read. Answers to broken messages are as broken as these.
        using var other = new SipWire(call.Exchange.EndPoint);
        Assert.Equal(200, (await other.RequestAsync("OPTIONS", "101", "sip:tandem.test", callId: "after")).StatusCode);
        await call.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Credentials_of_a_scheme_that_nobody_knows_are_none()
    {
        await using var exchange = await TestExchange.StartAsync();
        using var wire = new SipWire(exchange.EndPoint);
        await wire.SendRawAsync(Encoding.ASCII.GetBytes(
            wire.Compose("REGISTER", "101", "sip:tandem.test", "Authorization: NoOneKnowsThisScheme opaque-data=here\r\n", callId: "unknown-scheme")));
        var answer = await wire.ReceiveAsync();
        Assert.Equal(401, answer.StatusCode);
        Assert.Contains("Digest", answer.Get(SipHeaderName.WwwAuthenticate), StringComparison.Ordinal);
    }
}
