using System.Net;
using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>Rings the phones of a user first, and then sends that leg where <paramref name="to"/> leads (click to dial).</summary>
    /// <returns>The conversation's id; null where none of the user's phones could be called.</returns>
    public async Task<string?> OriginateAsync(SipAccount from, string to, Party? callerId, TimeSpan? timeout)
    {
        var bindings = (await _registrar.FindAsync(from.Number)).OneOfEachPhone(_agent.Stack);
        if (bindings.Count == 0 || _isStopping)
        {
            return null;
        }
        var id = CallId.New(Loop.TimeProvider);
        var own = new Party(from.Name, from.Number);
        var called = new Party(null, to);
        Fork fork = null!;
        fork = new Fork(Loop, leg => Model.Ring(leg, caller: null), leg => _ = RouteOriginatedAsync(leg, to, callerId, timeout));
        var legs = bindings.Select((binding, index) => Dial(fork, binding, new CallIdentity
        {
            Id = index == 0 ? id : CallId.New(Loop.TimeProvider),
            ConversationId = id,
            IsOutbound = true,
            Account = from,
            Caller = own,
            Called = called,
            Own = own,
            Target = new CallTarget(CallTargetType.Unknown, Address: to),
        }, shown: called, caller: null)).ToList();
        fork.Start(legs, timeout ?? _options.RingTimeout);
        return id;
    }

    private async Task RouteOriginatedAsync(Call leg, string to, Party? callerId, TimeSpan? timeout)
    {
        var account = _routes.Find(to) is null ? await _accounts.FindAsync(to, _options.Realm, CancellationToken.None) : null;
        if (account is null)
        {
            await RouteAsync(leg, to);
        }
        else
        {
            await ConnectOrEndAsync(leg, account, callerId, timeout);
        }
    }

    /// <summary>Connects a leg with an extension, for a program.</summary>
    /// <returns>Null once the connected call is over; else why nobody answered.</returns>
    public async Task<HangupCause?> DialAsync(Call caller, string number, TimeSpan? timeout) =>
        await _accounts.FindAsync(number, _options.Realm, CancellationToken.None) is { } account
            ? await ConnectAsync(caller, account, callerId: null, timeout)
            : HangupCause.UnallocatedNumber;

    private async Task ConnectOrEndAsync(Call caller, SipAccount target, Party? callerId, TimeSpan? timeout)
    {
        if (await ConnectAsync(caller, target, callerId, timeout) is { } failure)
        {
            caller.Fail(failure);
        }
    }

    /// <summary>Rings all phones of an account for a caller and connects it with the first that answers.</summary>
    /// <returns>Null once the connected call is over; else why nobody answered.</returns>
    private async Task<HangupCause?> ConnectAsync(Call caller, SipAccount target, Party? callerId, TimeSpan? timeout)
    {
        var bindings = (await _registrar.FindAsync(target.Number)).OneOfEachPhone(_agent.Stack);
        var hops = (caller.IsOutbound ? null : caller.Invite.MaxForwards) ?? 70;
        var obstacle = bindings.Count == 0 ? HangupCause.UserNotRegistered : hops < 1 ? HangupCause.TooManyHops : caller.PrepareMedia();
        if (obstacle is not null || caller.IsEnded)
        {
            return obstacle ?? HangupCause.OriginatorCancel;
        }
        var fork = new Fork(Loop, leg => OnRinging(leg, caller.Heir), leg => Connect(caller.Heir, leg));
        caller.Ringing = fork;
        var called = new Party(target.Name, target.Number);
        var legs = bindings.Select(binding => Dial(fork, binding, new CallIdentity
        {
            Id = CallId.New(Loop.TimeProvider),
            ConversationId = caller.ConversationId,
            IsOutbound = true,
            Account = target,
            Caller = callerId ?? caller.Own,
            Called = called,
            Own = called,
            Target = new CallTarget(CallTargetType.Extension, target.Number, target.Name, target.Number),
        }, shown: callerId ?? caller.Own, caller, hops - 1)).ToList();
        fork.Start(legs, timeout ?? _options.RingTimeout);
        var failure = await fork.Outcome;
        caller.Ringing = null;
        if (failure is not null)
        {
            caller.StopRinging();
            return failure;
        }
        await caller.WhenApartAsync();
        return null;
    }

    private void OnRinging(Call leg, Call caller)
    {
        caller.Ring();
        Model.Ring(leg, caller);
    }

    private static void Connect(Call caller, Call leg)
    {
        if (!caller.AlignWith(leg))
        {
            leg.End(HangupCause.IncompatibleDestination);
            caller.End(HangupCause.IncompatibleDestination);
        }
        else if (caller.Answer())
        {
            caller.BridgeWith(leg);
        }
        else
        {
            leg.End(HangupCause.OriginatorCancel);
        }
    }

    private Call Dial(Fork fork, Binding binding, CallIdentity identity, Party shown, Call? caller, int maxForwards = 70)
    {
        var call = new Call(this, identity) { Fork = fork };
        var transport = _agent.Stack.FindTransport(binding.Protocol, binding.Source.Address);
        var remote = AddressOf(binding, transport);
        var flow = new SipFlow(transport ?? _agent.Stack.Transports[0], remote);
        var offer = call.PrepareOffer(flow, caller);
        var ours = _agent.Stack.AddressFor(flow);
        var invite = new OutgoingInvite
        {
            RequestUri = binding.Contact,
            Flow = flow,
            From = AddressOfRecord(shown, ours),
            To = AddressOfRecord(identity.Own with { Name = null }, ours),
            Sdp = offer,
            Routes = binding.Path is { } path ? [path] : [],
            Headers = caller?.ReferralHeaders ?? [],
            MaxForwards = maxForwards,
            IsBehindNat = binding.IsBehindNat,
        };
        Begin(call, _agent.Invite(invite, call));
        if (offer is null || transport is null)
        {
            call.End(HangupCause.ServiceUnavailable);
        }
        return call;
    }

    private static NameAddress AddressOfRecord(Party party, IPEndPoint ours) =>
        new(new SipUri(ours.Address.ToString(), party.Number, ours.Port), party.Name);

    // A phone behind NAT is called where its REGISTER came from, as is one whose connection is still there; else where its first proxy or its
    // Contact says, as far as that is an address.
    internal static IPEndPoint AddressOf(Binding binding, ISipTransport? transport)
    {
        var stays = binding.Protocol.IsReliable() ? transport?.IsOpen(binding.Source) ?? false : binding.IsBehindNat && binding.Path is null;
        return !stays && IPAddress.TryParse(binding.FirstHop.Host, out var address) && address.AddressFamily == binding.Source.AddressFamily
            ? new IPEndPoint(address, binding.FirstHop.Port ?? binding.Protocol.DefaultPort())
            : binding.Source;
    }
}
