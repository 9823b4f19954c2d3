using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Bridging;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>Rings an extension's phones for something that is there already: a call to pick up, or to listen to.</summary>
    /// <param name="account">The extension.</param>
    /// <param name="shown">Whom its phones show.</param>
    /// <param name="conversation">The conversation that it becomes part of; null for one of its own.</param>
    /// <param name="near">A leg that it will talk with.</param>
    /// <param name="answered">Takes the phone that answers; what it gives is the result.</param>
    /// <returns><see cref="CallOutcome.Refused"/> where no phone is registered, <see cref="CallOutcome.NotConnected"/> where none answers.</returns>
    private async Task<CallOutcome> RingAsync(SipAccount account, Party shown, string? conversation, Call near, Func<Call, CallOutcome> answered)
    {
        var bindings = (await _registrar.FindAsync(account.Number)).OneOfEachPhone(_agent.Stack);
        if (bindings.Count == 0 || _isStopping)
        {
            return CallOutcome.Refused;
        }
        var own = new Party(account.Name, account.Number);
        var outcome = CallOutcome.NotConnected;
        var id = CallId.New(Loop.TimeProvider);
        var fork = new Fork(Loop, leg => Model.Ring(leg, caller: null), leg =>
        {
            outcome = answered(leg);
            if (outcome != CallOutcome.Done)
            {
                leg.End(HangupCause.CallDoesNotExist);
            }
        });
        var legs = bindings.Select((binding, index) => Dial(fork, binding, new CallIdentity
        {
            Id = index == 0 ? id : CallId.New(Loop.TimeProvider),
            ConversationId = conversation ?? id,
            IsOutbound = true,
            Account = account,
            Caller = shown,
            Called = own,
            Own = own,
            Target = new CallTarget(CallTargetType.Extension, account.Number, account.Name, account.Number),
        }, shown, near.IsAnswered ? near : null)).ToList();
        fork.Start(legs, _options.RingTimeout);
        return await fork.Outcome is null ? outcome : CallOutcome.NotConnected;
    }
}
