using Tandem.Pbx.Model;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>Rings the phones of a user first, and then sends that leg where <paramref name="to"/> leads (click to dial).</summary>
    /// <returns>The conversation's id; null where none of the user's phones could be called.</returns>
    public async Task<string?> OriginateAsync(SipAccount from, string to, Party? callerId, TimeSpan? timeout)
    {
        var phones = (await _registrar.FindHeardAsync(_domains.KeyOf(from))).OneOfEachPhone(_agent.Stack);
        if (phones.Count == 0 || _isStopping)
        {
            return null;
        }
        var dial = new Dial(this, new DialRequest(DialTarget.User(from)) { RingTimeout = timeout }, caller: null)
        {
            Wanted = new Party(null, to),
            Phones = phones,
            ShownAs = callerId is { } party ? new CallerId(party.Number, party.Name) : null,
        };
        _ = RouteOriginatedAsync(dial, to);
        return dial.ConversationId;
    }

    /// <summary>Connects a leg with an extension, for a program.</summary>
    /// <returns>Null once the connected call is over; else why nobody answered.</returns>
    public async Task<HangupCause?> DialAsync(Call caller, string number, TimeSpan? timeout) =>
        await _domains.FindAsync(_accounts, number, caller.DialsIn, CancellationToken.None) is { } account
            ? await ConnectAsync(caller, account, timeout)
            : HangupCause.UnallocatedNumber;

    private async Task RouteOriginatedAsync(Dial dial, string to)
    {
        if ((await dial.RunAsync(CancellationToken.None)).Leg is { } leg)
        {
            await RouteAsync(leg, to);
        }
    }
}
