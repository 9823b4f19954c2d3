namespace Tandem.Switch.Calls;

/// <summary>Whether the media of calls is encrypted: SRTP with keys in the session description (RFC 4568).</summary>
public enum SrtpPolicy
{
    /// <summary>Never: an offer of encrypted media only is refused with 488.</summary>
    Off,

    /// <summary>Where the caller's phone asks for it; called phones are offered media in the clear.</summary>
    Accept,

    /// <summary>Called phones are offered encrypted media too, and only that.</summary>
    Offer,

    /// <summary>Always: media in the clear is refused with 488.</summary>
    Require,
}
