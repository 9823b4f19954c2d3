using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Calls.Holding;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private TaskCompletionSource<CallOutcome>? _untold;
    private (Party Connected, string? Host) _untoldParty;

    /// <summary>
    /// Tells the leg's phone whom it talks with: by UPDATE where the phone takes that, else by re-INVITE, with the headers that
    /// <see cref="SwitchOptions.IdentityHeaders"/> names. Before the call is answered, by UPDATE where both sides know of the early dialog by a reliable
    /// provisional response (RFC 3311 5.1); else with the answer, or right behind it.
    /// </summary>
    /// <param name="connected">Who is to be shown; a number is needed. Of several before the answer, the last.</param>
    /// <returns>Done once the phone was told, which may be when the call is answered.</returns>
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

    /// <summary>Shows a phone that rings who calls it now, where it can be told before it answers.</summary>
    internal void ShowCaller(Call other)
    {
        if (!IsEnded && !IsAnswered && Session.CanUpdateEarly && MayBeShown(other))
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

    private bool MayBeShown(Call other) => !other.IsPrivate && !string.IsNullOrEmpty(other.Own.Number) && _manager.IdentityHeaders != IdentityHeaders.None;

    /// <summary>Puts into an answer of ours what could not be told before.</summary>
    private void AddUntold()
    {
        if (_untold is { } untold)
        {
            _untold = null;
            _responseHeaders.AddRange(HeadersOf(_untoldParty.Connected, _untoldParty.Host));
            Raise(CallEventKind.Updated, _untoldParty.Connected.Number);
            untold.SetResult(CallOutcome.Done);
        }
    }

    /// <summary>Tells a phone that has answered what it could not be told before; nothing is left to tell when the leg is over.</summary>
    private async void TellUntold()
    {
        if (_untold is { } untold)
        {
            _untold = null;
            untold.SetResult(await TellIdentityAsync(_untoldParty.Connected, _untoldParty.Host));
        }
    }

    private Task<CallOutcome> TellIdentityAsync(Party connected, string? host)
    {
        if (IsEnded || IsAnswered || Session.CanUpdateEarly)
        {
            return TellIdentityNowAsync(connected, host);
        }
        _untoldParty = (connected, host);
        return (_untold ??= new TaskCompletionSource<CallOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private async Task<CallOutcome> TellIdentityNowAsync(Party connected, string? host)
    {
        var outcome = await ChangeAsync(new SessionChange(
            () => Session.CanUpdate ? Session.Update(configure: AddIdentity) : Session.ReInvite(_negotiation!.Offer(_localDirection), AddIdentity),
            response => response.Body.IsEmpty || TakeChange(response)), isEarly: true);
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
