using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Holding;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    /// <summary>
    /// Tells the leg's phone whom it talks with: by UPDATE where the phone takes that, else by re-INVITE, with the headers that
    /// <see cref="SwitchOptions.IdentityHeaders"/> names.
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
        return _manager.Loop.RunAsync(() => TellIdentityAsync(connected, host: null));
    }

    /// <summary>Shows the phone whom it was connected with, as far as that may be shown.</summary>
    internal void ShowConnected(Call other)
    {
        if (IsAnswered && MayBeShown(other))
        {
            _ = TellIdentityAsync(other.Own, _manager.HostOf(other, this));
        }
    }

    /// <summary>Answers a leg that called us, and says in the answer whom it talks with.</summary>
    internal bool AnswerFor(Call other)
    {
        if (!IsAnswered && MayBeShown(other))
        {
            _responseHeaders.AddRange(HeadersOf(other.Own, _manager.HostOf(other, this)));
            return Answer();
        }
        var isAnswered = Answer();
        ShowConnected(other);
        return isAnswered;
    }

    /// <summary>By what host the leg's phone reaches the other side, where that is of another domain or host; null for the host that it knows.</summary>
    internal string? HostOfOther => (Peer ?? Fork?.Caller) is { } other ? _manager.HostOf(other, this) : null;

    private bool MayBeShown(Call other) => !other.IsPrivate && !string.IsNullOrEmpty(other.Own.Number) && _manager.IdentityHeaders != IdentityHeaders.None;

    private async Task<CallOutcome> TellIdentityAsync(Party connected, string? host)
    {
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
            foreach (var (name, value) in HeadersOf(connected, host))
            {
                request.Add(name, value);
            }
        }
    }

    private IEnumerable<(string Name, string Value)> HeadersOf(Party connected, string? host)
    {
        var identity = _manager.IdentityOf(connected, Session.Flow, host);
        if (_manager.IdentityHeaders.HasFlag(IdentityHeaders.PAssertedIdentity))
        {
            yield return ("P-Asserted-Identity", identity.ToString());
        }
        if (_manager.IdentityHeaders.HasFlag(IdentityHeaders.RemotePartyId))
        {
            // Who called the phone is the calling party to it, whoever that is by now.
            var side = identity.WithParameter("party", IsOutbound ? "calling" : "called").WithParameter("screen", "yes").WithParameter("privacy", "off");
            yield return ("Remote-Party-ID", side.ToString());
        }
    }
}
