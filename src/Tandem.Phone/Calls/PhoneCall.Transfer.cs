using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Referrals;

namespace Tandem.Phone.Calls;

/// <content>Transfers: asking the other side to call somebody else (RFC 3515).</content>
public sealed partial class PhoneCall
{
    /// <summary>Sends the other side to a number, without asking there first (REFER). This call stays up until somebody hangs it up.</summary>
    /// <param name="number">The number, at the phone's exchange, or a SIP address (<c>sip:user@host</c>).</param>
    /// <param name="progress">Hears how the new call goes: statuses from 100 to 199, in order; on a thread of the phone's, which it must not block.</param>
    /// <returns>
    /// The final status of the new call, or that of the refusal (405 from a peer that takes no REFER); 481 where this call is not up. Where this
    /// call ends before the other side has said how the new one went, what it said last, or 408.
    /// </returns>
    /// <exception cref="ArgumentException"><paramref name="number"/> is empty or no SIP address.</exception>
    public Task<int> TransferAsync(string number, Action<int>? progress = null)
    {
        var target = new NameAddress(_phone.AddressOf(number));
        return ReferAsync(handler => _session.Refer(target, handler, AddReferrer), progress);
    }

    /// <summary>Connects the other side with that of another call of this phone (REFER with Replaces, RFC 5589 7).</summary>
    /// <param name="consultation">The other call, answered or ringing. An exchange refuses one of another phone.</param>
    /// <returns>The final status, as of the other overload; 481 where one of the calls is over or has no dialog yet.</returns>
    /// <exception cref="ArgumentException"><paramref name="consultation"/> is this call.</exception>
    public Task<int> TransferAsync(PhoneCall consultation)
    {
        ArgumentNullException.ThrowIfNull(consultation);
        if (consultation == this)
        {
            throw new ArgumentException("A call cannot be connected with itself.", nameof(consultation));
        }
        return ReferAsync(handler => consultation.State == PhoneCallState.Ended ? null : _session.Transfer(consultation._session, handler, AddReferrer), progress: null);
    }

    private Task<int> ReferAsync(Func<IReferralHandler, OutgoingReferral?> refer, Action<int>? progress) => OnLoopAsync(
        () =>
        {
            var handler = new PhoneReferral(progress);
            return refer(handler) is null ? Task.FromResult(481) : handler.Outcome;
        },
        closed: 481);

    private void AddReferrer(SipMessage refer) => refer.Add("Referred-By", new NameAddress(_phone.OwnAddress).ToString());
}
