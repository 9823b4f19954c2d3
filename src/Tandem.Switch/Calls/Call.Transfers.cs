using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Calls.Transfers;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private ITransfer? _transfer;
    private Call? _successor;

    /// <summary>
    /// Sends the leg that this one talks with to a number, as a REFER of this leg's phone would: it waits with music and ringback, and this leg
    /// ends once it is connected there. Where the number cannot be reached, the two talk again.
    /// </summary>
    /// <param name="number">The number: an extension, or an application.</param>
    /// <returns>Done once the other leg is connected there; else why not.</returns>
    public Task<TransferResult> TransferAsync(string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return _manager.Loop.RunAsync(() =>
        {
            var (outcome, transfer) = _manager.Transfer(this, number, referral: null);
            return transfer?.Outcome ?? Task.FromResult(new TransferResult(outcome));
        });
    }

    /// <summary>
    /// Lets the leg that this one talks with wait, and connects this one with a number, to ask there first. Then
    /// <see cref="CompleteTransferAsync()"/> connects the other two, as does hanging up; and where the one asked leaves or does not answer, the
    /// two talk again.
    /// </summary>
    /// <param name="number">The number: an extension, or an application.</param>
    /// <returns>Done once the other leg waits and the number is on its way to be called.</returns>
    public Task<CallOutcome> ConsultAsync(string number)
    {
        ArgumentException.ThrowIfNullOrEmpty(number);
        return _manager.Loop.InvokeAsync(() => _manager.Consult(this, number));
    }

    /// <summary>Completes what <see cref="ConsultAsync"/> began: the leg that waits is connected with the one asked, and this one ends.</summary>
    /// <returns><see cref="CallOutcome.NotConnected"/> where nobody was asked.</returns>
    public Task<CallOutcome> CompleteTransferAsync() =>
        _manager.Loop.InvokeAsync(() => Consultation is { } consultation && consultation.Complete() ? CallOutcome.Done : IsEnded ? CallOutcome.Ended : CallOutcome.NotConnected);

    /// <summary>
    /// Connects the leg that this one talks with to the one that another leg of the same party talks with, or waits for; both of the party's legs
    /// end. Where one of them talks with an application, the other side is sent to that application's number.
    /// </summary>
    /// <param name="consultation">The party's other leg.</param>
    public Task<TransferResult> CompleteTransferAsync(Call consultation)
    {
        ArgumentNullException.ThrowIfNull(consultation);
        return _manager.Loop.RunAsync(() => _manager.TransferAsync(this, consultation, referral: null));
    }

    /// <summary>What the leg takes part in; null for nothing.</summary>
    internal Consultation? Consultation => _transfer as Consultation;

    internal bool IsInTransfer => _transfer is not null;

    /// <summary>Headers of a REFER that go on to who is called for it.</summary>
    internal IReadOnlyList<(string Name, string Value)> ReferralHeaders { get; set; } = [];

    /// <summary>The leg in whose place this one's phones ring now; itself for most.</summary>
    internal Call Heir => _successor?.Heir ?? this;

    internal void EnterTransfer(ITransfer transfer)
    {
        _transfer = transfer;
        _hasRung = false;
    }

    internal void LeaveTransfer() => _transfer = null;

    /// <summary>The phones that ring for another leg ring for this one from now on.</summary>
    internal void TakeRinging(Call caller)
    {
        Ringing = caller.Ringing;
        caller.Ringing = null;
        caller._successor = this;
    }

    internal void ForgetRinging() => Ringing = null;

    /// <summary>Refuses an INVITE that asks for what cannot be, with a status of its own.</summary>
    internal void Refuse(int statusCode) => End(HangupCause.FromSipStatus(statusCode));

    /// <summary>The leg's way led nowhere: it ends, unless it is transferred and has where to go back to.</summary>
    internal void Fail(HangupCause cause)
    {
        if (_successor is { } heir)
        {
            _successor = null;
            heir.Fail(cause);
            End(cause);
        }
        else if (_transfer?.OnFailed(this, cause) != true)
        {
            End(cause);
        }
    }

    private bool IsWaiting => _transfer?.KeepsWaiting(this) == true;

    /// <summary>Whether joining the leg with another one is the end of a transfer, which then has told the model.</summary>
    internal bool TryCompleteTransfer(Call other) => _transfer?.OnJoined(this, other) == true || other._transfer?.OnJoined(other, this) == true;

    private bool TryCompleteTransfer(string application) => _transfer?.OnEntered(this, application) == true;
}
