using Tandem.Sip.Messages;
using Tandem.Switch.Tests.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Transfers;

/// <summary>REFERs that nothing comes of.</summary>
public sealed class ReferTests
{
    [Theory]
    [InlineData("102", "<sip:tandem.test>", 400)]
    [InlineData("102", "<tel:+4930123>", 400)]
    [InlineData("102", "<sip:103@tandem.test;method=BYE>", 501)]
    [InlineData("102", "<sip:103@elsewhere.example>", 403)]
    [InlineData("102", "<sip:103@tandem.test?Replaces=gone%3Bto-tag%3D1%3Bfrom-tag%3D2>", 481)]
    [InlineData("600", "<sip:103@tandem.test>", 400)]
    public async Task A_transfer_without_a_meaning_is_refused_and_the_call_goes_on(string number, string target, int status)
    {
        await using var exchange = await TestExchange.StartAsync();
        await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var phone = new WirePhone(exchange);
        await phone.InviteAsync("101", number, phone.Sdp);
        var answer = await phone.ReceiveResponseAsync(SipMethod.Invite);
        while (answer.StatusCode < 200)
        {
            answer = await phone.ReceiveResponseAsync(SipMethod.Invite);
        }
        await phone.SendAsync(phone.ComposeInDialog("ACK", answer, sequence: 2));
        await phone.SendAsync(phone.ComposeInDialog("REFER", answer, sequence: 3).Replace("Max-Forwards: 70", $"Max-Forwards: 70\r\nRefer-To: {target}", StringComparison.Ordinal));

        Assert.Equal(status, (await phone.ReceiveResponseAsync(SipMethod.Refer)).StatusCode);
        Assert.Contains(exchange.Switch.Model.Snapshot().Channels, channel => channel.Name == "SIP/101" && channel.AnsweredAt is not null);
        await phone.SendAsync(phone.ComposeInDialog("BYE", answer, sequence: 4));
        Assert.Equal(200, (await phone.ReceiveResponseAsync(SipMethod.Bye)).StatusCode);
        await exchange.AtRestAsync();
    }
}
