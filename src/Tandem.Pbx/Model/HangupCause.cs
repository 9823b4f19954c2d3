namespace Tandem.Pbx.Model;

/// <summary>
/// Why a call ended. The well-known causes are the static properties here (<c>HangupCause.WellKnown.cs</c>); a source may bring others.
/// Two causes are equal when their names are.
/// </summary>
public sealed partial record HangupCause
{
    /// <summary>Makes a cause.</summary>
    /// <param name="name">The name, in lower case with underscores.</param>
    /// <param name="sipStatus">The SIP status that says it, 300 to 699.</param>
    /// <param name="q850">The Q.850 cause value that says it, 1 to 127.</param>
    public HangupCause(string name, int sipStatus, int q850)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(sipStatus, 300);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sipStatus, 699);
        ArgumentOutOfRangeException.ThrowIfLessThan(q850, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q850, 127);
        Name = name;
        SipStatus = sipStatus;
        Q850 = q850;
    }

    /// <summary>The name, in lower case with underscores: <c>normal_clearing</c>.</summary>
    public string Name { get; }

    /// <summary>The SIP status code that says it, 300 to 699.</summary>
    public int SipStatus { get; }

    /// <summary>The Q.850 cause value that says it, 1 to 127 (by RFC 3398 section 8.2.6.1 where no better one exists).</summary>
    public int Q850 { get; }

    /// <summary>The well-known cause of this name, in any case (<c>NORMAL_CLEARING</c>); <see langword="null"/> when there is
    /// none.</summary>
    /// <param name="name">The name.</param>
    public static HangupCause? FromName(string name) =>
        All.FirstOrDefault(cause => cause.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The cause that a final SIP status says; <see cref="RequestTerminated"/> for one without a cause of its own.</summary>
    /// <param name="status">The status code.</param>
    public static HangupCause FromSipStatus(int status) =>
        status == 487 ? RequestTerminated : All.FirstOrDefault(cause => cause.SipStatus == status) ?? RequestTerminated;

    /// <summary>
    /// The cause that a Q.850 value says: one cause for a value, where several share it. 0, which says nothing, is
    /// <see cref="NormalClearing"/>; a value without a well-known cause gets one of its own, <c>q850_47</c>.
    /// </summary>
    /// <param name="value">The cause value, 0 to 127.</param>
    public static HangupCause FromQ850(int value) => value switch
    {
        0 or 16 => NormalClearing,
        1 => UnallocatedNumber,
        17 => UserBusy,
        18 => TemporarilyUnavailable,
        19 => NoAnswer,
        20 => UserNotRegistered,
        21 => Declined,
        22 => UserGone,
        25 => LoopDetected,
        26 => LoseRace,
        27 => DestinationOutOfOrder,
        28 => InvalidNumberFormat,
        29 => FacilityRejected,
        31 => RequestTerminated,
        34 or 38 or 41 or 42 => ServiceUnavailable,
        52 or 53 => OutgoingCallBarred,
        54 or 55 => IncomingCallBarred,
        57 => Forbidden,
        63 => NotAllowed,
        65 or 79 => NotAcceptable,
        88 => IncompatibleDestination,
        102 => RequestTimeout,
        _ => new HangupCause($"q850_{value}", 500, value),
    };

    /// <inheritdoc/>
    public bool Equals(HangupCause? other) => other is not null && other.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode();

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
