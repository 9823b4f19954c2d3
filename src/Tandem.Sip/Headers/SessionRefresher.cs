namespace Tandem.Sip.Headers;

/// <summary>Who refreshes a session (RFC 4028 section 4).</summary>
public enum SessionRefresher
{
    /// <summary>Nobody is named yet: the callee chooses.</summary>
    Unspecified,

    /// <summary>Who sent the request (<c>uac</c>).</summary>
    Uac,

    /// <summary>Who answered it (<c>uas</c>).</summary>
    Uas,
}
