using System.Text.RegularExpressions;
using Tandem.Sip.Bodies;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transactions;
using Tandem.Switch.Calls.Bridging;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    /// <summary>What can be sent as digits, for who tried something else.</summary>
    internal const string DigitsAllowed = "Digits are 1 to 256 of 0 to 9, * # and A to D.";

    private const char HookFlash = '!';

    private static readonly TimeSpan DefaultDigitTimeout = TimeSpan.FromSeconds(30);

    private readonly DigitBuffer _digits;

    /// <summary>
    /// Waits until the digits pressed so far contain a match of a regular expression. Digits that were pressed before the wait count; those
    /// up to the end of the match are taken, later ones stay for the next wait. The last 256 digits are kept.
    /// </summary>
    /// <param name="pattern">A regular expression without back-references and look-arounds, for example <c>[0-9]{4}#</c>. It matches at least one digit.</param>
    /// <param name="timeout">How long to wait; 30 s where null.</param>
    /// <returns>The digits, or that time ran out or the call ended.</returns>
    /// <exception cref="ArgumentException">The pattern is none.</exception>
    /// <exception cref="InvalidOperationException">Another wait of this call is under way.</exception>
    public Task<DigitsResult> WaitForDigitsAsync(string pattern = "[0-9A-D*#]", TimeSpan? timeout = null)
    {
        Regex regex;
        try
        {
            regex = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException exception)
        {
            throw new ArgumentException(exception.Message, nameof(pattern));
        }
        return _manager.Loop.RunAsync(() => IsEnded
            ? Task.FromResult(new DigitsResult(DigitsOutcome.CallEnded, ""))
            : _digits.WaitAsync(regex, timeout ?? DefaultDigitTimeout));
    }

    /// <summary>Forgets the digits that were pressed and not yet waited for.</summary>
    public Task ClearDigitsAsync() => _manager.Loop.InvokeAsync(_digits.Clear);

    /// <summary>
    /// Presses keys for the leg's phone: by telephone-event (RFC 4733); where that was not negotiated by INFO if the phone takes it, else as tones.
    /// </summary>
    /// <param name="digits">0-9 * # A-D; at most 256.</param>
    /// <returns>Done once they are on their way.</returns>
    /// <exception cref="ArgumentException">A character is no digit, or there are none or too many; nothing is sent.</exception>
    public Task<CallOutcome> SendDigitsAsync(string digits)
    {
        ArgumentNullException.ThrowIfNull(digits);
        return AreDigits(digits)
            ? _manager.Loop.InvokeAsync(() => SendKeys(digits))
            : throw new ArgumentException(DigitsAllowed, nameof(digits));
    }

    /// <summary>Whether a text can be sent as digits.</summary>
    internal static bool AreDigits(string digits) => digits.Length is > 0 and <= 256 && !digits.AsSpan().ContainsAnyExcept("0123456789*#ABCD");

    /// <inheritdoc cref="SendDigitsAsync"/>
    internal CallOutcome SendKeys(string digits)
    {
        if (IsEnded || !IsAnswered)
        {
            return IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected;
        }
        foreach (var digit in digits)
        {
            SendKey(digit);
        }
        return CallOutcome.Done;
    }

    bool IInviteSessionHandler.OnRequest(InviteSession session, ServerTransaction request)
    {
        if (request.Request.Method != SipMethod.Info)
        {
            return false;
        }
        var body = request.Request.Body;
        if (body.IsEmpty)
        {
            // Some phones ask so whether the call is still there.
            request.Respond(200);
        }
        else if (DtmfInfo.TryParse(request.Request.ContentType, body.Span, out var info))
        {
            request.Respond(200);
            OnInfoDigit(info);
        }
        else
        {
            var refusal = request.Request.CreateResponse(415);
            refusal.Add(SipHeaderName.Accept, $"{DtmfInfo.RelayContentType}, {DtmfInfo.PlainContentType}");
            request.Respond(refusal);
        }
        return true;
    }

    // By media it reaches a peer by itself, but for one that takes no telephone-events.
    private void OnMediaDigit(char digit)
    {
        OnDigit(digit);
        if (!IsEnded && _negotiation?.Agreement is { TelephoneEventPayloadType: not null } && Peer is { TakesTelephoneEvents: false } peer)
        {
            peer.SendKey(digit);
        }
    }

    private void OnInfoDigit(DtmfInfo info)
    {
        if (IsEnded)
        {
            return;
        }
        if (info.Digit == HookFlash)
        {
            // No digit, so nobody waits for it; what it means is the other side's matter.
            Peer?.SendKey(HookFlash);
            return;
        }
        OnDigit(info.Digit);
        Peer?.SendKey(info.Digit);
    }

    private bool TakesTelephoneEvents => _negotiation?.Agreement is { TelephoneEventPayloadType: not null };

    // By telephone-event (RFC 4733); else by INFO where the phone takes that; else as a tone.
    private void SendKey(char key)
    {
        if (IsEnded || !IsAnswered)
        {
            return;
        }
        if (TakesTelephoneEvents || !Session.Inform(DtmfInfo.RelayContentType, new DtmfInfo(key).ToBytes()))
        {
            Media!.SendDigits(key == HookFlash ? "F" : key.ToString());
        }
    }

    private void OnDigit(char digit)
    {
        if (!IsEnded)
        {
            _manager.Model.Digit(this, digit);
            _digits.Add(digit);
            Raise(CallEventKind.Digit, digit.ToString());
        }
    }
}
