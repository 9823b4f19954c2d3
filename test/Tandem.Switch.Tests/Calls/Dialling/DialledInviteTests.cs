using Tandem.Media;
using Tandem.Pbx.Model;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>What the INVITE of a dial says to the phone that is called.</summary>
public sealed class DialledInviteTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task A_called_phone_is_told_what_the_request_says()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with
        {
            IdentityHeaders = IdentityHeaders.PAssertedIdentity | IdentityHeaders.RemotePartyId,
            Codecs = [AudioCodec.Pcma, AudioCodec.Pcmu],
        });
        var phone = new WirePhone(exchange);
        var dial = exchange.Switch.DialAsync(new DialRequest(DialTarget.Contact(phone.Uri))
        {
            CallerId = new CallerId("+49 (30) 1234\r\nX-Evil: 1", "Bob \"the\" <builder>", "carrier.example"),
            CalledId = new Party("Door", "77"),
            AutoAnswer = TimeSpan.FromSeconds(2),
            Headers = [("X-Ticket", "4711")],
            Codecs = [AudioCodec.Pcmu],
        });
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 486);
        await dial.WaitAsync(Patience);

        Assert.Equal(("+49301234X-Evil1", "Bob the builder", "carrier.example"), (invite.From!.Uri.User, invite.From.DisplayName, invite.From.Uri.Host));
        Assert.Equal(("77", "Door"), (invite.To!.Uri.User, invite.To.DisplayName));
        Assert.Equal("\"Bob the builder\" <sip:+49301234X-Evil1@carrier.example>", invite.Get(SipHeaderName.PAssertedIdentity));
        Assert.EndsWith(";party=calling;screen=yes", invite.Get(SipHeaderName.RemotePartyId));
        Assert.Equal(("<sip:carrier.example>;answer-after=2", "<http://carrier.example>;info=alert-autoanswer;delay=2"), (invite.Get(SipHeaderName.CallInfo), invite.Get(SipHeaderName.AlertInfo)));
        Assert.Equal("4711", invite.Get("X-Ticket"));
        Assert.Equal(["PCMU", "telephone-event"], SessionDescription.Parse(System.Text.Encoding.UTF8.GetString(invite.Body.Span)).Audio!.MediaFormats.Select(format => format.Encoding));
    }

    [Fact]
    public async Task A_caller_who_hides_is_hidden_from_the_phone()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { IdentityHeaders = IdentityHeaders.PAssertedIdentity | IdentityHeaders.RemotePartyId });
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        exchange.Switch.OnCall("700", call => call.DialAsync(new DialRequest(DialTarget.User("102")) { IsPrivate = true }));
        var call = await alice.CallAsync("700");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 603);
        await call.WaitForAnswerAsync().WaitAsync(Patience);

        Assert.Equal(("anonymous", "anonymous.invalid"), (invite.From!.Uri.User, invite.From.Uri.Host));
        Assert.Equal(("id", null), (invite.Get(SipHeaderName.Privacy), invite.Get(SipHeaderName.PAssertedIdentity)));
        Assert.DoesNotContain(invite.Headers, header => header.Value.Contains("sip:101", StringComparison.Ordinal));
        Assert.Contains("privacy=full", invite.Get(SipHeaderName.RemotePartyId));
    }

    [Fact]
    public async Task Headers_that_a_caller_exports_reach_later_children()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        await phone.RegisterAsync("102");
        var alice = await exchange.RegisteredAsync("101");
        exchange.Switch.OnCall("700", async call =>
        {
            call.ExportHeader("X-Case", "12");
            Assert.Throws<ArgumentException>(() => call.ExportHeader("Via", "SIP/2.0/UDP evil"));
            await call.DialAsync("102");
        });
        await alice.CallAsync("700");
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 486);

        Assert.Equal("12", invite.Get("X-Case"));
        Assert.Contains("101", invite.Get(SipHeaderName.PAssertedIdentity));
    }

    [Fact]
    public async Task A_challenge_of_the_far_end_is_answered_and_without_credentials_the_caller_is_told_403()
    {
        await using var exchange = await TestExchange.StartAsync();
        var phone = new WirePhone(exchange);
        var request = new DialRequest(DialTarget.Contact(phone.Uri));
        var dial = exchange.Switch.DialAsync(request with { Credentials = new DigestClient("trunk", "secret") });
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 407, null, ("Proxy-Authenticate", "Digest realm=\"far\", nonce=\"1\", qop=\"auth\""));
        await phone.ReceiveAsync(SipMethod.Ack);
        var second = await phone.ReceiveAsync(SipMethod.Invite);
        Assert.Contains("username=\"trunk\"", second.Get(SipHeaderName.ProxyAuthorization));
        await phone.RespondAsync(second, 486);
        Assert.Equal(HangupCause.UserBusy, (await dial.WaitAsync(Patience)).Cause);

        var without = exchange.Switch.DialAsync(request);
        await phone.RespondAsync(await phone.ReceiveAsync(SipMethod.Invite), 407, null, ("Proxy-Authenticate", "Digest realm=\"far\", nonce=\"1\", qop=\"auth\""));
        Assert.Equal(HangupCause.ProxyAuthentication, (await without.WaitAsync(Patience)).Cause);
    }
}
