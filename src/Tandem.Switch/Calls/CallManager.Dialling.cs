using System.Net;
using Microsoft.Extensions.Logging;
using Tandem.Pbx.Model;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    public TimeSpan RingTimeout => _options.RingTimeout;

    public TimeSpan EarlyMediaTimeout => _options.EarlyMediaTimeout;

    public RedirectPolicy Redirects => _options.Redirects;

    public bool IsStopping => _isStopping;

    /// <summary>Whether a conversation has a leg.</summary>
    public bool IsLive(string conversationId) => _legsOfConversation.ContainsKey(conversationId);

    /// <summary>Dials for a leg, or for a program alone.</summary>
    /// <exception cref="ArgumentException">There is no domain of that name.</exception>
    /// <exception cref="InvalidOperationException">Phones ring for the leg already.</exception>
    public async Task<DialResult> DialAsync(Call? caller, DialRequest request, CancellationToken cancellationToken)
    {
        if (caller is { Ringing: not null })
        {
            throw new InvalidOperationException("Phones ring for this call already.");
        }
        _ = _domains.Get(request.Domain);
        var result = await new Dial(this, request, caller).RunAsync(cancellationToken);
        if (caller is null)
        {
            result.Leg?.TakeInHand();
        }
        return result;
    }

    /// <summary>Where the phones of a user are.</summary>
    /// <param name="target">The user.</param>
    /// <param name="home">The domain of its number.</param>
    /// <param name="known">Its phones, where they have been looked up already.</param>
    public async ValueTask<(IReadOnlyList<Destination> Places, HangupCause? Obstacle)> FindPhonesAsync(DialTarget target, SipDomain home, IReadOnlyList<Binding>? known)
    {
        var account = target.Account ?? await _domains.FindAsync(_accounts, target.Number!, home, CancellationToken.None);
        if (account is null)
        {
            return ([], HangupCause.UnallocatedNumber);
        }
        var key = _domains.KeyOf(account);
        if (target.MaxCalls is { } most && Model.LegsOf(key).Count >= most)
        {
            return ([], HangupCause.UserBusy);
        }
        var bindings = known ?? (await _registrar.FindHeardAsync(key)).OneOfEachPhone(_agent.Stack);
        if (bindings.Count == 0)
        {
            return ([], HangupCause.UserNotRegistered);
        }
        var places = new Destination[target.FirstContactOnly ? 1 : bindings.Count];
        for (var i = 0; i < places.Length; i++)
        {
            var binding = bindings[i];
            var transport = _agent.Stack.FindTransport(binding.Protocol, binding.Source.Address);
            places[i] = new Destination(target, binding.Contact, new SipFlow(transport ?? _agent.Stack.Transports[0], AddressOf(binding, transport)))
            {
                Account = account,
                Path = binding.Path,
                IsBehindNat = binding.IsBehindNat,
                ServerHost = binding.ServerHost,
                IsUnreachable = transport is null,
            };
        }
        return (places, null);
    }

    /// <summary>Where an address is (RFC 3263).</summary>
    public async ValueTask<(IReadOnlyList<Destination> Places, HangupCause? Obstacle)> FindAddressAsync(DialTarget target)
    {
        // Headers of a URI are for web pages: who wrote it must not write ours (RFC 3261 19.1.5).
        var uri = target.Address!.WithHeaders(SipParameters.Empty);
        Destination? first = null;
        foreach (var flow in (await _agent.Stack.ResolveAsync(uri)).Reverse())
        {
            if (target.IsForeign && IsOurs(flow))
            {
                return ([], HangupCause.LoopDetected);
            }
            first = new Destination(target, uri, flow) { Next = first };
        }
        return first is null ? ([], HangupCause.DestinationOutOfOrder) : ([first], null);
    }

    /// <summary>Calls a place.</summary>
    /// <returns>The leg; it has ended already where the place cannot be called.</returns>
    public Call Place(Dial dial, Fork fork, Destination destination, string id)
    {
        var identity = IdentityOf(dial, destination, id);
        var call = new Call(this, identity)
        {
            Fork = fork,
            Destination = destination,
            ShownAs = dial.ShownAs,
            RingTimeout = dial.Wanted is null ? null : dial.Request.RingTimeout,
        };
        var flow = destination.Flow;
        var isOpen = call.PrepareCalled(flow, dial.Caller ?? dial.Near, dial.Request.Formats);
        var ours = _agent.Stack.AddressFor(flow);
        var presentation = new Presentation(dial, identity, _options.IdentityHeaders, ours, dial.Caller is { } caller ? HostOf(caller, call) : null);
        var invite = new OutgoingInvite
        {
            RequestUri = destination.Uri,
            Flow = flow,
            From = presentation.From,
            To = destination.Account is null && dial.Request.CalledId is null
                ? new NameAddress(destination.Uri)
                : Presentation.AddressOf(dial.Request.CalledId ?? identity.Own with { Name = null }, ours),
            Sdp = isOpen && !dial.Request.LateOffer ? call.Offer() : default,
            Routes = destination.Path is { } path ? [path] : [],
            Headers = presentation.Headers,
            ContactParameter = dial.Request.AutoAnswer is null ? null : "intercom=true",
            MaxForwards = (dial.Caller?.HopsLeft ?? Call.MaxHops + 1) - 1,
            Credentials = dial.Request.Credentials,
            IsBehindNat = destination.IsBehindNat,
        };
        Begin(call, _agent.Invite(invite, call));
        if (!isOpen || destination.IsUnreachable)
        {
            call.End(HangupCause.ServiceUnavailable);
        }
        return call;
    }

    /// <summary>Runs a program's part of a dial.</summary>
    /// <returns>False where it failed.</returns>
    public async Task<bool> RunHookAsync(Func<Call, Task> hook, Call leg)
    {
        try
        {
            await Task.Run(() => hook(leg));
            return true;
        }
        catch (Exception exception)
        {
            LogHookFailed(exception, leg.Id);
            return false;
        }
    }

    /// <summary>By what host one leg's party is reached by another leg's; null for the exchange's own address.</summary>
    public string? HostOf(Call party, Call by) =>
        party.Account is not null ? (party.Home != by.Home ? _domains.HostOf(party.Home) : null)
        : party.Destination is { Target.IsForeign: true, Uri.Host: var host } ? host
        : null;

    // Whatever name led there: what would be called is this exchange.
    private bool IsOurs(SipFlow flow) =>
        _agent.Stack.AddressFor(flow).Equals(flow.Remote) || _agent.Stack.Transports.Any(transport => transport.LocalEndPoint.Equals(flow.Remote));

    public void OnDialFailed(Exception exception, DialTarget target) => LogDialFailed(exception, $"{target}");

    private CallIdentity IdentityOf(Dial dial, Destination destination, string id)
    {
        var own = destination.Account is { } account
            ? new Party(account.Name, account.Number)
            : dial.Request.CalledId ?? new Party(null, destination.Uri.User ?? destination.Uri.Host);
        var home = destination.Account is { } user ? _domains.Of(user) : dial.Home;
        var shown = dial.Caller?.Own ?? dial.Shown ?? new Party(null, null);
        var (caller, called, target) = dial.Wanted is { } wanted
            ? (own, wanted, new CallTarget(CallTargetType.Unknown, Address: wanted.Number))
            : (dial.Request.CallerId?.Over(shown) ?? shown, own, TargetOf(destination, own));
        return new CallIdentity
        {
            Id = id,
            ConversationId = dial.ConversationId,
            IsOutbound = true,
            Home = home,
            ServerHost = destination.ServerHost,
            Account = destination.Account,
            Caller = caller,
            Called = called,
            Own = own,
            Target = target,
        };
    }

    private static CallTarget TargetOf(Destination destination, Party own) => destination.Account is null
        ? new CallTarget(CallTargetType.External, Name: own.Name, Address: destination.Uri.ToString())
        : new CallTarget(CallTargetType.Extension, own.Number, own.Name, own.Number);

    // A phone behind NAT is called where its REGISTER came from, as is one whose connection is still there; else where its first proxy or its
    // Contact says, as far as that is an address.
    internal static IPEndPoint AddressOf(Binding binding, ISipTransport? transport)
    {
        var stays = binding.Protocol.IsReliable() ? transport?.IsOpen(binding.Source) ?? false : binding.IsBehindNat && binding.Path is null;
        return !stays && IPAddress.TryParse(binding.FirstHop.Host, out var address) && address.AddressFamily == binding.Source.AddressFamily
            ? new IPEndPoint(address, binding.FirstHop.Port ?? binding.Protocol.DefaultPort())
            : binding.Source;
    }

    [LoggerMessage(2340, LogLevel.Error, "What a program does before or after call {Call} is connected failed")]
    private partial void LogHookFailed(Exception exception, string call);

    [LoggerMessage(2341, LogLevel.Error, "'{Target}' could not be dialled")]
    private partial void LogDialFailed(Exception exception, string target);
}
