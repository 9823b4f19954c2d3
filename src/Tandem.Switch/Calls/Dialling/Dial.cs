using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Switch.Calls.Dialling;

/// <summary>One dial under way: finds the phones, lets them ring, and connects the one that answers with the caller. Belongs to the signalling loop.</summary>
internal sealed class Dial
{
    private readonly CallManager _manager;
    private readonly DialRequest _request;
    private readonly Call? _caller;
    private readonly TimeSpan _ringTime;
    private List<DialAttempt>? _attempts;
    private SipUri? _redirection;
    private string _ownConversation;
    private bool _hasLegs;

    /// <param name="manager">Sends the INVITEs.</param>
    /// <param name="request">Whom to call and how.</param>
    /// <param name="caller">For whom; null for a program.</param>
    public Dial(CallManager manager, DialRequest request, Call? caller)
    {
        _manager = manager;
        _request = request;
        _ringTime = request.RingTimeout ?? manager.RingTimeout;
        _caller = caller;
        _ownConversation = caller is null ? CallId.New(manager.Loop.TimeProvider) : "";
        Home = request.Domain is null && caller is not null ? caller.DialsIn : manager.Domains.Get(request.Domain);
    }

    /// <summary>The domain whose users are called.</summary>
    public SipDomain Home { get; }

    public DialRequest Request => _request;

    /// <summary>For whom: the leg that dialled, or the one in whose place the phones ring by now.</summary>
    public Call? Caller => _caller?.Heir;

    /// <summary>The conversation of the next leg: as it is now that of the caller, or of who is joined; else that of the first leg, known before it is called.</summary>
    public string ConversationId => Caller?.ConversationId ?? (Joined is { IsEnded: false } joined ? joined.ConversationId : _ownConversation);

    /// <summary>Whom the called user wants to talk to, where the user is called first (click to dial); null else.</summary>
    public Party? Wanted { get; init; }

    /// <summary>Who the called user is to others, once it has answered and is connected with whom it wanted; null for itself.</summary>
    public CallerId? ShownAs { get; init; }

    /// <summary>The phones of the only target, where they have been looked up already.</summary>
    public IReadOnlyList<Binding>? Phones { get; init; }

    /// <summary>Whom the phones show as the caller, where there is none and no program names one.</summary>
    public Party? Shown { get; init; }

    /// <summary>A leg that the one who answers is going to talk with, where nobody dials.</summary>
    public Call? Near { get; init; }

    /// <summary>A leg whose conversation they are part of, where nobody dials.</summary>
    public Call? Joined { get; init; }

    /// <summary>Takes the leg that answered, where there is no caller to connect it with; false where it cannot.</summary>
    public Func<Call, bool>? Taker { get; init; }

    public TimeSpan EarlyMediaTimeout => _manager.EarlyMediaTimeout;

    /// <summary>Dials.</summary>
    /// <returns>The result, at once when a phone has answered: nothing waits for the losers.</returns>
    public async Task<DialResult> RunAsync(CancellationToken cancellationToken)
    {
        if (_request.Order == DialOrder.Parallel)
        {
            return await RingAsync(_request.Targets, cancellationToken);
        }
        DialResult result = null!;
        foreach (var target in _request.Targets)
        {
            result = await RingAsync([target], cancellationToken);
            if (result.IsAnswered || result.Cause == HangupCause.PickedOff || cancellationToken.IsCancellationRequested || Caller is { IsEnded: true } || _manager.IsStopping)
            {
                break;
            }
        }
        return result;
    }

    public void OnRinging(Call leg, bool isHeard)
    {
        if (Caller is not null && !isHeard)
        {
            Caller.Ring();
        }
        _manager.Model.Ring(leg, Caller);
    }

    /// <returns>Whether the caller hears the leg.</returns>
    public bool OnEarlyMedia(Call leg) => Caller?.Hear(leg) ?? true;

    public void OnEarlyMediaEnded() => Caller?.HearNobody();

    public void OnAnswered(Fork fork, Call leg)
    {
        if (_request.BeforeConnect is null)
        {
            Connect(fork, leg);
        }
    }

    /// <summary>Notes why a leg did not get the call.</summary>
    /// <returns>Whether its next place is tried instead.</returns>
    public bool OnLegEnded(Fork fork, Call leg, HangupCause cause)
    {
        if (leg == fork.Winner || leg.Destination is not { } destination)
        {
            return false;
        }
        (_attempts ??= []).Add(new DialAttempt(destination.Target, destination.Uri, cause, leg.HasRung));
        _redirection ??= leg.Redirection;
        if (fork.IsOver || destination.Next is not { } next || leg.HasRung || !IsOfThePlace(cause))
        {
            return false;
        }
        fork.Add(Place(fork, next));
        return true;
    }

    /// <summary>Whether the caller is going to where a phone of the leg's party sent it.</summary>
    public bool IsFollowed(Call leg) => leg.Redirection is not null && _manager.Redirects != RedirectPolicy.Refuse;

    // RFC 3263 4.3: another place of the same host may serve where this one does not.
    private static bool IsOfThePlace(HangupCause cause) =>
        cause == HangupCause.DestinationOutOfOrder || cause == HangupCause.ServiceUnavailable || cause == HangupCause.RequestTimeout;

    private async Task<DialResult> RingAsync(IReadOnlyList<DialTarget> targets, CancellationToken cancellationToken)
    {
        if (_manager.IsStopping || cancellationToken.IsCancellationRequested || Caller is { IsEnded: true })
        {
            return Failed(_manager.IsStopping ? HangupCause.ServiceUnavailable : HangupCause.OriginatorCancel);
        }
        if (Caller is { HopsLeft: < 1 })
        {
            return Failed(HangupCause.TooManyHops);
        }
        var fork = new Fork(_manager.Loop, this, targets.Count);
        if (Caller is not null)
        {
            Caller.Ringing = fork;
        }
        using var cancellation = cancellationToken.CanBeCanceled
            ? cancellationToken.Register(() => _manager.Loop.Post(() => fork.Abort(HangupCause.OriginatorCancel)))
            : default;
        var latest = TimeSpan.Zero;
        foreach (var target in targets)
        {
            latest = target.Delay > latest ? target.Delay : latest;
            if (target.Delay > TimeSpan.Zero)
            {
                fork.After(target.Delay, () => Start(fork, target));
            }
            else
            {
                Start(fork, target);
            }
        }
        if (!fork.IsOver)
        {
            fork.Start(_ringTime + latest);
        }
        var failure = await fork.Outcome ?? await PrepareAsync(fork);
        if (Caller is { } owner && owner.Ringing == fork)
        {
            owner.Ringing = null;
            if (failure is not null)
            {
                owner.StopRinging();
            }
        }
        return failure is not null ? Failed(failure) : new DialResult { Leg = fork.Winner, Attempts = _attempts ?? [] };
    }

    private DialResult Failed(HangupCause cause) => new() { Cause = cause, Redirection = _redirection, Attempts = _attempts ?? [] };

    private async void Start(Fork fork, DialTarget target)
    {
        HangupCause? failure;
        try
        {
            failure = await PlaceAsync(fork, target);
        }
        catch (Exception exception)
        {
            _manager.OnDialFailed(exception, target);
            failure = HangupCause.ServerError;
        }
        if (failure is not null)
        {
            (_attempts ??= []).Add(new DialAttempt(target, null, failure, HasRung: false));
        }
        fork.OnTargetStarted(failure);
    }

    /// <summary>Calls the places of a target.</summary>
    /// <returns>Why there is none; null where there is.</returns>
    private async Task<HangupCause?> PlaceAsync(Fork fork, DialTarget target)
    {
        var (places, obstacle) = target.Address is null
            ? await _manager.FindPhonesAsync(target, Home, Phones)
            : await _manager.FindAddressAsync(target);
        obstacle ??= Caller?.PrepareMedia();
        if (obstacle is not null || fork.IsOver)
        {
            return obstacle;
        }
        foreach (var place in places)
        {
            fork.Add(Place(fork, place));
        }
        return null;
    }

    private Call Place(Fork fork, Destination destination)
    {
        if (Caller is { } caller)
        {
            _manager.GoOn(caller);
            return _manager.Place(this, fork, destination, CallId.New(_manager.Loop.TimeProvider));
        }
        var id = _hasLegs || Joined is not null ? CallId.New(_manager.Loop.TimeProvider) : _ownConversation;
        if ((_hasLegs || Joined is not null) && !_manager.IsLive(ConversationId))
        {
            // With its last leg a conversation is over: the next target is another one.
            _ownConversation = id;
        }
        _hasLegs = true;
        return _manager.Place(this, fork, destination, id);
    }

    /// <summary>Runs what comes between the answer and the bridge.</summary>
    /// <returns>Why the leg does not get the call after all; null where it does.</returns>
    private async Task<HangupCause?> PrepareAsync(Fork fork)
    {
        var leg = fork.Winner!;
        if (_request.BeforeConnect is { } hook)
        {
            if (!await _manager.RunHookAsync(hook, leg))
            {
                leg.End(HangupCause.ServerError);
            }
            if (!leg.IsEnded)
            {
                Connect(fork, leg);
            }
        }
        if (!fork.IsConnected)
        {
            return leg.EndCause ?? HangupCause.OriginatorCancel;
        }
        if (_request.AfterConnect is { } after)
        {
            _ = _manager.RunHookAsync(after, leg);
        }
        return null;
    }

    private void Connect(Fork fork, Call leg)
    {
        fork.IsConnected = Caller is not { } caller ? Taker?.Invoke(leg) ?? true : Connect(caller, leg);
    }

    private static bool Connect(Call caller, Call leg)
    {
        if (!caller.AlignWith(leg))
        {
            leg.End(HangupCause.IncompatibleDestination);
            caller.End(HangupCause.IncompatibleDestination);
            return false;
        }
        if (!caller.Answer())
        {
            leg.End(caller.EndCause ?? HangupCause.OriginatorCancel);
            return false;
        }
        caller.BridgeWith(leg);
        return true;
    }
}
