namespace Tandem.Sip.Bodies;

/// <summary>What somebody does, of the activities of RPID (RFC 4480 section 3.2) those that phones show.</summary>
public enum PresenceActivity
{
    /// <summary>Away from the phone: <c>away</c>.</summary>
    Away,

    /// <summary>Wants no disturbance: <c>busy</c>.</summary>
    Busy,

    /// <summary>Talks on the phone: <c>on-the-phone</c>.</summary>
    OnThePhone,
}
