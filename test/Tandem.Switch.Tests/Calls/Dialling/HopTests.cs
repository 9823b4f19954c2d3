using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Max-Forwards over the exchange (RFC 7332: also a back-to-back user agent counts it down).</summary>
public sealed class HopTests
{
    [Fact]
    public async Task What_a_caller_has_left_is_one_less_for_the_called_phone()
    {
        await using var exchange = await TestExchange.StartAsync();
        var (caller, phone) = (new WirePhone(exchange), new WirePhone(exchange));
        await phone.RegisterAsync("102");
        await caller.InviteAsync("101", "102", caller.Sdp, maxForwards: 5);
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        Assert.Equal(4, invite.MaxForwards);
        await phone.RespondAsync(invite, 486);
        Assert.Equal(486, (await caller.ReceiveResponseAsync(SipMethod.Invite)).StatusCode);
    }

    [Fact]
    public async Task What_a_program_dials_has_them_all()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri)));
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        Assert.Equal(70, invite.MaxForwards);
        await phone.RespondAsync(invite, 486);
        Assert.False((await dial.WaitAsync(TestExchange.Patience)).IsAnswered);
    }
}
