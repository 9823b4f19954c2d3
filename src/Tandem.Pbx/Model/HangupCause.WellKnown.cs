namespace Tandem.Pbx.Model;

public sealed partial record HangupCause
{
    /// <summary>The number has changed for good.</summary>
    public static HangupCause MovedPermanently { get; } = new("moved_permanently", 301, 22);

    /// <summary>The called party is somewhere else for now.</summary>
    public static HangupCause MovedTemporarily { get; } = new("moved_temporarily", 302, 23);

    /// <summary>The account does not pay for this call.</summary>
    public static HangupCause PaymentRequired { get; } = new("payment_required", 402, 21);

    /// <summary>Not allowed.</summary>
    public static HangupCause Forbidden { get; } = new("forbidden", 403, 21);

    /// <summary>The caller may not call out.</summary>
    public static HangupCause OutgoingCallBarred { get; } = new("outgoing_call_barred", 403, 53);

    /// <summary>The called party takes no calls from outside.</summary>
    public static HangupCause IncomingCallBarred { get; } = new("incoming_call_barred", 403, 55);

    /// <summary>No such number.</summary>
    public static HangupCause UnallocatedNumber { get; } = new("unallocated_number", 404, 1);

    /// <summary>The method is not allowed.</summary>
    public static HangupCause NotAllowed { get; } = new("not_allowed", 405, 63);

    /// <summary>Not acceptable.</summary>
    public static HangupCause NotAcceptable { get; } = new("not_acceptable", 406, 79);

    /// <summary>A proxy asks for credentials.</summary>
    public static HangupCause ProxyAuthentication { get; } = new("proxy_authentication", 407, 21);

    /// <summary>The other side did not answer the request in time.</summary>
    public static HangupCause RequestTimeout { get; } = new("request_timeout", 408, 102);

    /// <summary>The called party is gone.</summary>
    public static HangupCause UserGone { get; } = new("user_gone", 410, 22);

    /// <summary>Not to be reached for now.</summary>
    public static HangupCause TemporarilyUnavailable { get; } = new("temporarily_unavailable", 480, 18);

    /// <summary>It rang, and nobody answered.</summary>
    public static HangupCause NoAnswer { get; } = new("no_answer", 480, 19);

    /// <summary>The other side knows no such call.</summary>
    public static HangupCause CallDoesNotExist { get; } = new("call_does_not_exist", 481, 41);

    /// <summary>The call came round in a circle.</summary>
    public static HangupCause LoopDetected { get; } = new("loop_detected", 482, 25);

    /// <summary>The call passed too many servers.</summary>
    public static HangupCause TooManyHops { get; } = new("too_many_hops", 483, 25);

    /// <summary>The number is not complete or not a number.</summary>
    public static HangupCause InvalidNumberFormat { get; } = new("invalid_number_format", 484, 28);

    /// <summary>The number fits several parties.</summary>
    public static HangupCause Ambiguous { get; } = new("ambiguous", 485, 1);

    /// <summary>Busy.</summary>
    public static HangupCause UserBusy { get; } = new("user_busy", 486, 17);

    /// <summary>A party hung up.</summary>
    public static HangupCause NormalClearing { get; } = new("normal_clearing", 487, 16);

    /// <summary>The caller gave up before an answer.</summary>
    public static HangupCause OriginatorCancel { get; } = new("originator_cancel", 487, 16);

    /// <summary>The called party has no phone registered.</summary>
    public static HangupCause UserNotRegistered { get; } = new("user_not_registered", 487, 20);

    /// <summary>The party has transferred the call away, blindly.</summary>
    public static HangupCause BlindTransfer { get; } = new("blind_transfer", 487, 16);

    /// <summary>The party has transferred the call away, after asking.</summary>
    public static HangupCause AttendedTransfer { get; } = new("attended_transfer", 487, 16);

    /// <summary>Another phone of the same call answered first.</summary>
    public static HangupCause LoseRace { get; } = new("lose_race", 487, 26);

    /// <summary>Somebody else picked the call up.</summary>
    public static HangupCause PickedOff { get; } = new("picked_off", 487, 26);

    /// <summary>A command ended the call.</summary>
    public static HangupCause ManagerRequest { get; } = new("manager_request", 487, 16);

    /// <summary>The request was given up.</summary>
    public static HangupCause RequestTerminated { get; } = new("request_terminated", 487, 31);

    /// <summary>The phones have no codec in common.</summary>
    public static HangupCause IncompatibleDestination { get; } = new("incompatible_destination", 488, 88);

    /// <summary>The other server failed.</summary>
    public static HangupCause ServerError { get; } = new("server_error", 500, 41);

    /// <summary>The other server cannot do this.</summary>
    public static HangupCause FacilityRejected { get; } = new("facility_rejected", 501, 29);

    /// <summary>The way to the called party is broken.</summary>
    public static HangupCause DestinationOutOfOrder { get; } = new("destination_out_of_order", 502, 27);

    /// <summary>The other server takes no calls for now.</summary>
    public static HangupCause ServiceUnavailable { get; } = new("service_unavailable", 503, 41);

    /// <summary>A server on the way did not answer in time.</summary>
    public static HangupCause ServerTimeout { get; } = new("server_timeout", 504, 102);

    /// <summary>The message was too large.</summary>
    public static HangupCause MessageTooLarge { get; } = new("message_too_large", 513, 127);

    /// <summary>Busy at every phone.</summary>
    public static HangupCause BusyEverywhere { get; } = new("busy_everywhere", 600, 17);

    /// <summary>The called party does not want the call.</summary>
    public static HangupCause Declined { get; } = new("declined", 603, 21);

    /// <summary>No such number anywhere.</summary>
    public static HangupCause DoesNotExistAnywhere { get; } = new("does_not_exist_anywhere", 604, 1);

    /// <summary>The called party marks the call as unwanted (RFC 8197).</summary>
    public static HangupCause Unwanted { get; } = new("unwanted", 607, 21);

    /// <summary>An analytics engine on the way refused the call (RFC 8688).</summary>
    public static HangupCause Rejected { get; } = new("rejected", 608, 21);

    /// <summary>The program stopped while the call was up.</summary>
    public static HangupCause Interrupted { get; } = new("interrupted", 503, 41);

    /// <summary>A party sent no media for too long.</summary>
    public static HangupCause MediaTimeout { get; } = new("media_timeout", 408, 102);

    /// <summary>The call lasted as long as a call may.</summary>
    public static HangupCause MaxDuration { get; } = new("max_duration", 487, 31);

    /// <summary>The conversation was taken in by another.</summary>
    public static HangupCause Merged { get; } = new("merged", 487, 16);

    /// <summary>The call was gone when the connection to its source came back.</summary>
    public static HangupCause Reconciled { get; } = new("reconciled", 503, 41);

    /// <summary>The caller has as many calls as it may have.</summary>
    public static HangupCause CallLimit { get; } = new("call_limit", 503, 34);

    /// <summary>The caller makes more calls a second than it may.</summary>
    public static HangupCause CallRate { get; } = new("call_rate", 503, 42);

    /// <summary>Every well-known cause. Among those with the same SIP status the first is the one that the status alone says.</summary>
    public static ValueList<HangupCause> All { get; } =
    [
        MovedPermanently, MovedTemporarily, PaymentRequired, Forbidden, OutgoingCallBarred, IncomingCallBarred, UnallocatedNumber,
        NotAllowed, NotAcceptable, ProxyAuthentication, RequestTimeout, UserGone, TemporarilyUnavailable, NoAnswer, CallDoesNotExist,
        LoopDetected, TooManyHops, InvalidNumberFormat, Ambiguous, UserBusy, NormalClearing, OriginatorCancel, UserNotRegistered,
        BlindTransfer, AttendedTransfer, LoseRace, PickedOff, ManagerRequest, RequestTerminated, IncompatibleDestination, ServerError,
        FacilityRejected, DestinationOutOfOrder, ServiceUnavailable, ServerTimeout, MessageTooLarge, BusyEverywhere, Declined,
        DoesNotExistAnywhere, Unwanted, Rejected, Interrupted, MediaTimeout, MaxDuration, Merged, Reconciled, CallLimit, CallRate,
    ];
}
