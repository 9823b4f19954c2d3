namespace Tandem.Switch.Calls;

/// <summary>What happened on a leg.</summary>
public enum CallEventKind
{
    /// <summary>It began: an INVITE came or went.</summary>
    New,

    /// <summary>A program asks its caller to prove who it is.</summary>
    AuthenticationStarted,

    /// <summary>Its caller proved who it is.</summary>
    Authenticated,

    /// <summary>Its caller's credentials were wrong, or did not come.</summary>
    AuthenticationFailed,

    /// <summary>It rings.</summary>
    Ringing,

    /// <summary>It has audio before it is answered (183).</summary>
    Early,

    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>It talks with another leg.</summary>
    Bridged,

    /// <summary>It no longer talks with another leg, and goes on.</summary>
    Unbridged,

    /// <summary>It put the call on hold.</summary>
    Held,

    /// <summary>It took the call off hold.</summary>
    Resumed,

    /// <summary>Nobody hears its phone any more.</summary>
    Muted,

    /// <summary>Its phone is heard again.</summary>
    Unmuted,

    /// <summary>It was transferred: it talks with another leg now; the detail is the number where the transfer went.</summary>
    Transferred,

    /// <summary>Its phone was told whom it talks with now; the detail is the number.</summary>
    Updated,

    /// <summary>A program has played something to it; the detail is why that ended.</summary>
    PlayEnded,

    /// <summary>A key was pressed; the detail is the digit.</summary>
    Digit,

    /// <summary>Its called phone sent the caller elsewhere (3xx), the detail being the address; or its caller was sent on, the detail being the number.</summary>
    Redirected,

    /// <summary>It was not let through to a number; the detail is the number's class and the cause, with a blank between.</summary>
    Barred,

    /// <summary>It ended; the detail is the cause.</summary>
    Ended,
}
