namespace Tandem.Sip.Messages;

/// <summary>
/// The header fields that this library knows by number. Any other header is reached by its name as text; see
/// <see cref="SipHeaderNames"/> for the spellings.
/// </summary>
public enum SipHeaderName : byte
{
    /// <summary>A header that is not in this list.</summary>
    Other,

    /// <summary>Via, compact form <c>v</c> (RFC 3261 section 20.42).</summary>
    Via,

    /// <summary>From, compact form <c>f</c> (RFC 3261 section 20.20).</summary>
    From,

    /// <summary>To, compact form <c>t</c> (RFC 3261 section 20.39).</summary>
    To,

    /// <summary>Call-ID, compact form <c>i</c> (RFC 3261 section 20.8).</summary>
    CallId,

    /// <summary>CSeq (RFC 3261 section 20.16).</summary>
    CSeq,

    /// <summary>Max-Forwards (RFC 3261 section 20.22).</summary>
    MaxForwards,

    /// <summary>Contact, compact form <c>m</c> (RFC 3261 section 20.10).</summary>
    Contact,

    /// <summary>Route (RFC 3261 section 20.34).</summary>
    Route,

    /// <summary>Record-Route (RFC 3261 section 20.30).</summary>
    RecordRoute,

    /// <summary>Content-Type, compact form <c>c</c> (RFC 3261 section 20.15).</summary>
    ContentType,

    /// <summary>Content-Length, compact form <c>l</c> (RFC 3261 section 20.14).</summary>
    ContentLength,

    /// <summary>Content-Encoding, compact form <c>e</c> (RFC 3261 section 20.12).</summary>
    ContentEncoding,

    /// <summary>Content-Disposition (RFC 3261 section 20.11).</summary>
    ContentDisposition,

    /// <summary>Content-Language (RFC 3261 section 20.13).</summary>
    ContentLanguage,

    /// <summary>Accept (RFC 3261 section 20.1).</summary>
    Accept,

    /// <summary>Accept-Encoding (RFC 3261 section 20.2).</summary>
    AcceptEncoding,

    /// <summary>Accept-Language (RFC 3261 section 20.3).</summary>
    AcceptLanguage,

    /// <summary>Alert-Info (RFC 3261 section 20.4).</summary>
    AlertInfo,

    /// <summary>Allow (RFC 3261 section 20.5).</summary>
    Allow,

    /// <summary>Allow-Events, compact form <c>u</c> (RFC 6665 section 8.2.2).</summary>
    AllowEvents,

    /// <summary>Authentication-Info (RFC 3261 section 20.6).</summary>
    AuthenticationInfo,

    /// <summary>Authorization (RFC 3261 section 20.7).</summary>
    Authorization,

    /// <summary>Call-Info (RFC 3261 section 20.9).</summary>
    CallInfo,

    /// <summary>Date (RFC 3261 section 20.17).</summary>
    Date,

    /// <summary>Diversion (RFC 5806).</summary>
    Diversion,

    /// <summary>Error-Info (RFC 3261 section 20.18).</summary>
    ErrorInfo,

    /// <summary>Event, compact form <c>o</c> (RFC 6665 section 8.2.1).</summary>
    Event,

    /// <summary>Expires (RFC 3261 section 20.19).</summary>
    Expires,

    /// <summary>History-Info (RFC 7044).</summary>
    HistoryInfo,

    /// <summary>In-Reply-To (RFC 3261 section 20.21).</summary>
    InReplyTo,

    /// <summary>Min-Expires (RFC 3261 section 20.23).</summary>
    MinExpires,

    /// <summary>Min-SE (RFC 4028 section 5).</summary>
    MinSE,

    /// <summary>MIME-Version (RFC 3261 section 20.24).</summary>
    MimeVersion,

    /// <summary>Organization (RFC 3261 section 20.25).</summary>
    Organization,

    /// <summary>P-Asserted-Identity (RFC 3325 section 9.1).</summary>
    PAssertedIdentity,

    /// <summary>P-Preferred-Identity (RFC 3325 section 9.2).</summary>
    PPreferredIdentity,

    /// <summary>Path (RFC 3327).</summary>
    Path,

    /// <summary>Priority (RFC 3261 section 20.26).</summary>
    Priority,

    /// <summary>Privacy (RFC 3323 section 4.2).</summary>
    Privacy,

    /// <summary>Proxy-Authenticate (RFC 3261 section 20.27).</summary>
    ProxyAuthenticate,

    /// <summary>Proxy-Authorization (RFC 3261 section 20.28).</summary>
    ProxyAuthorization,

    /// <summary>Proxy-Require (RFC 3261 section 20.29).</summary>
    ProxyRequire,

    /// <summary>RAck (RFC 3262 section 7.2).</summary>
    RAck,

    /// <summary>Reason (RFC 3326).</summary>
    Reason,

    /// <summary>Refer-To, compact form <c>r</c> (RFC 3515 section 2.1).</summary>
    ReferTo,

    /// <summary>Referred-By, compact form <c>b</c> (RFC 3892).</summary>
    ReferredBy,

    /// <summary>Remote-Party-ID (draft-ietf-sip-privacy).</summary>
    RemotePartyId,

    /// <summary>Replaces (RFC 3891 section 6.1).</summary>
    Replaces,

    /// <summary>Reply-To (RFC 3261 section 20.31).</summary>
    ReplyTo,

    /// <summary>Require (RFC 3261 section 20.32).</summary>
    Require,

    /// <summary>Retry-After (RFC 3261 section 20.33).</summary>
    RetryAfter,

    /// <summary>RSeq (RFC 3262 section 7.1).</summary>
    RSeq,

    /// <summary>Server (RFC 3261 section 20.35).</summary>
    Server,

    /// <summary>Service-Route (RFC 3608).</summary>
    ServiceRoute,

    /// <summary>Session-Expires, compact form <c>x</c> (RFC 4028 section 4).</summary>
    SessionExpires,

    /// <summary>SIP-ETag (RFC 3903 section 11.3.1).</summary>
    SipETag,

    /// <summary>SIP-If-Match (RFC 3903 section 11.3.2).</summary>
    SipIfMatch,

    /// <summary>Subject, compact form <c>s</c> (RFC 3261 section 20.36).</summary>
    Subject,

    /// <summary>Subscription-State (RFC 6665 section 8.2.3).</summary>
    SubscriptionState,

    /// <summary>Supported, compact form <c>k</c> (RFC 3261 section 20.37).</summary>
    Supported,

    /// <summary>Timestamp (RFC 3261 section 20.38).</summary>
    Timestamp,

    /// <summary>Unsupported (RFC 3261 section 20.40).</summary>
    Unsupported,

    /// <summary>User-Agent (RFC 3261 section 20.41).</summary>
    UserAgent,

    /// <summary>Warning (RFC 3261 section 20.43).</summary>
    Warning,

    /// <summary>WWW-Authenticate (RFC 3261 section 20.44).</summary>
    WwwAuthenticate,
}
