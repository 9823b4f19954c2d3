namespace Tandem.Phone.Calls;

/// <summary>Where a <see cref="PhoneCall"/> stands.</summary>
public enum PhoneCallState
{
    /// <summary>Called, and nothing heard of it yet.</summary>
    Calling,

    /// <summary>It rings: here for an incoming call, there for an outgoing one.</summary>
    Ringing,

    /// <summary>Answered.</summary>
    Talking,

    /// <summary>Over.</summary>
    Ended,
}
