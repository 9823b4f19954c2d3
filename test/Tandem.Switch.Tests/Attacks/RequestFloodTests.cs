using System.Text;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Tests.Attacks;

[Collection(MeasuredAlone.Name)]
public sealed class RequestFloodTests
{
    [Theory]
    [InlineData("INVITE", 407)]
    [InlineData("REGISTER", 401)]
    [InlineData("OPTIONS", 200)]
    [InlineData("SUBSCRIBE", 489)]
    public async Task Each_request_of_a_flood_costs_one_answer_and_no_memory(string method, int status)
    {
        const int requests = 3000;
        await using var call = await CallUnderAttack.StartAsync();
        var before = call.Exchange.Switch.SipCounters;
        for (var i = 0; i < requests; i++)
        {
            await call.Wire.SendRawAsync(Encoding.ASCII.GetBytes(call.Wire.Compose(method, $"user-{i}", "sip:600@tandem.test", callId: $"flood-{i}")));
            SipMessage answer;
            do
            {
                answer = await call.Wire.ReceiveAsync();
            }
            while (answer.StatusCode < 200);
            Assert.Equal(status, answer.StatusCode);
        }

        var after = call.Exchange.Switch.SipCounters;
        Assert.Equal(before.Retransmitted, after.Retransmitted);
        await call.AssertUnharmedAsync();
    }

    [Fact]
    public async Task Requests_for_dialogs_that_never_were_cost_no_memory()
    {
        await using var call = await CallUnderAttack.StartAsync();
        for (var i = 0; i < 1000; i++)
        {
            var bye = call.Wire.Compose("BYE", "x", "sip:600@tandem.test", callId: $"bye-{i}").Replace("@tandem.test>\r\nCall-ID", "@tandem.test>;tag=guess\r\nCall-ID", StringComparison.Ordinal);
            Assert.Equal(481, (await call.Wire.SendAsync(bye)).StatusCode);
        }

        await call.AssertUnharmedAsync();
    }
}
