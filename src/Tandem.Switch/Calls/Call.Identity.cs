using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Holding;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    /// <summary>
    /// Tells the leg's phone whom it talks with: by UPDATE where the phone takes that, else by re-INVITE, with P-Asserted-Identity (RFC 3325) and
    /// Remote-Party-ID.
    /// </summary>
    /// <param name="connected">Who is to be shown; a number is needed.</param>
    /// <returns><see cref="CallOutcome.NotConnected"/> before the call is answered.</returns>
    /// <exception cref="ArgumentException">There is no number, or one with characters that no number has.</exception>
    public Task<CallOutcome> UpdateIdentityAsync(Party connected)
    {
        ArgumentException.ThrowIfNullOrEmpty(connected.Number, nameof(connected));
        if (connected.Number.Any(c => !char.IsAsciiLetterOrDigit(c) && "+*#._-".IndexOf(c, StringComparison.Ordinal) < 0))
        {
            throw new ArgumentException("A number has letters, digits and + * # . _ - only.", nameof(connected));
        }
        return _manager.Loop.RunAsync(() => TellIdentityAsync(connected));
    }

    /// <summary>Shows the phone whom it was connected with, where there is a number to show.</summary>
    internal void ShowConnected(Call other)
    {
        if (!string.IsNullOrEmpty(other.Own.Number) && IsAnswered)
        {
            _ = TellIdentityAsync(other.Own);
        }
    }

    private async Task<CallOutcome> TellIdentityAsync(Party connected)
    {
        var identity = _manager.IdentityOf(connected, Session.Flow);
        var outcome = await ChangeAsync(new SessionChange(
            () => Session.CanUpdate ? Session.Update(configure: AddIdentity) : Session.ReInvite(_negotiation!.Offer(_localDirection), AddIdentity),
            response => response.Body.IsEmpty || TakeChange(response)));
        if (outcome == CallOutcome.Done)
        {
            Raise(CallEventKind.Updated, connected.Number);
        }
        return outcome;

        void AddIdentity(SipMessage request)
        {
            request.Set(SipHeaderName.PAssertedIdentity, identity.ToString());
            // Who called the phone is the calling party to it, whoever that is by now.
            var side = identity.WithParameter("party", IsOutbound ? "calling" : "called").WithParameter("screen", "yes").WithParameter("privacy", "off");
            request.Set(SipHeaderName.RemotePartyId, side.ToString());
        }
    }
}
