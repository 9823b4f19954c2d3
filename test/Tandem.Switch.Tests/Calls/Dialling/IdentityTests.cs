using System.Net;
using Tandem.Sip.Messages;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Calls.Dialling;

/// <summary>Whom a caller is believed to be, and whom a called phone is shown.</summary>
public sealed class IdentityTests
{
    private const string Claim = "P-Asserted-Identity: \"Carol\" <sip:+49301234@carrier.example>\r\n";

    [Theory]
    [InlineData(true, Claim, "Carol", "+49301234", true)]
    [InlineData(false, Claim, null, "stranger", false)]
    [InlineData(true, "", null, "stranger", false)]
    [InlineData(true, Claim + "Privacy: id\r\n", "Anonymous", "anonymous", false)]
    public async Task Who_calls_is_believed_of_trusted_networks_only(bool isTrusted, string headers, string? name, string number, bool isAsserted)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with
        {
            AnonymousNumbers = [NumberPattern.Parse("102")],
            TrustedNetworks = isTrusted ? [IPNetwork.Parse("127.0.0.0/8")] : [],
        });
        var (phone, trunk) = (new WirePhone(exchange), new WirePhone(exchange));
        await phone.RegisterAsync("102");
        await trunk.SendAsync(trunk.Compose("INVITE", "stranger", "sip:102@tandem.test", headers, trunk.Sdp));
        var invite = await phone.ReceiveAsync(SipMethod.Invite);
        await phone.RespondAsync(invite, 486);

        Assert.Equal((name, number), (invite.From!.DisplayName, invite.From.Uri.User));
        Assert.Equal(isAsserted, invite.Contains(SipHeaderName.PAssertedIdentity));
    }
}
