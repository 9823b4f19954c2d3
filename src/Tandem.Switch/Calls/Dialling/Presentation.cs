using System.Globalization;
using System.Net;
using Tandem.Pbx.Model;
using Tandem.Sip.Messages;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>What a called phone is told about the caller: From, and the headers that assert or hide who that is (RFC 3323, RFC 3325).</summary>
internal readonly struct Presentation
{
    private static readonly NameAddress Anonymous = new(new SipUri("anonymous.invalid", "anonymous"), "Anonymous");

    /// <param name="dial">The dial.</param>
    /// <param name="identity">The leg.</param>
    /// <param name="assertions">Which headers assert the caller.</param>
    /// <param name="ours">Our address as the phone sees it.</param>
    /// <param name="host">By what host the phone reaches the caller; null for our address.</param>
    public Presentation(Dial dial, CallIdentity identity, IdentityHeaders assertions, IPEndPoint ours, string? host)
    {
        var request = dial.Request;
        var shown = AddressOf(dial.Wanted ?? identity.Caller, ours, request.CallerId?.Host ?? host);
        var isPrivate = request.IsPrivate ?? dial.Caller?.IsPrivate ?? false;
        From = isPrivate ? Anonymous : shown;

        // Only of whom we know who it is, or whom a program named.
        var isAsserted = dial.Caller is { Account: not null } or { IsAsserted: true } || request.CallerId is not null || dial.Wanted is not null || dial.Shown is not null;
        var headers = new List<(string, string)>(4);
        if (isPrivate)
        {
            headers.Add(("Privacy", "id"));
        }
        else if (isAsserted && assertions.HasFlag(IdentityHeaders.PAssertedIdentity))
        {
            headers.Add(("P-Asserted-Identity", shown.ToString()));
        }
        if (isAsserted && assertions.HasFlag(IdentityHeaders.RemotePartyId))
        {
            // A phone is no member of the trust domain: hidden is hidden from it.
            headers.Add(("Remote-Party-ID", isPrivate ? $"{Anonymous};party=calling;screen=yes;privacy=full" : $"{shown};party=calling;screen=yes"));
        }
        if (request.AutoAnswer is { } delay)
        {
            var seconds = ((int)delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            headers.Add(("Call-Info", $"<sip:{shown.Uri.Host}>;answer-after={seconds}"));
            headers.Add(("Answer-Mode", "Auto"));
            headers.Add(("Alert-Info", $"<http://{shown.Uri.Host}>;info=alert-autoanswer;delay={seconds}"));
        }
        if (dial.Caller?.Exported is { } exported)
        {
            headers.AddRange(exported);
        }
        if (dial.Caller?.Diversions is { } diversions)
        {
            headers.AddRange(diversions.Select(diversion => ("Diversion", diversion.ToString())));
        }
        if (dial.Caller is { ReferralHeaders: { Count: > 0 } referral })
        {
            headers.AddRange(referral);
        }
        headers.AddRange(request.Headers);
        Headers = headers;
    }

    public NameAddress From { get; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; }

    /// <summary>A party as an address of the exchange.</summary>
    public static NameAddress AddressOf(Party party, IPEndPoint ours, string? host = null)
    {
        var shown = CallerId.Sanitised(party);
        return new NameAddress(host is null ? new SipUri(ours.Address.ToString(), shown.Number, ours.Port) : new SipUri(host, shown.Number), shown.Name);
    }
}
