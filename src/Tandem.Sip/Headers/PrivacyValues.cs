namespace Tandem.Sip.Headers;

/// <summary>What a Privacy header asks for (RFC 3323 section 4.2, RFC 3325 section 9.3, RFC 7044 section 6).</summary>
[Flags]
public enum PrivacyValues
{
    /// <summary>No Privacy header: the policy of the network decides.</summary>
    Unspecified = 0,

    /// <summary><c>none</c>: nothing is to be hidden.</summary>
    Disclosed = 1,

    /// <summary><c>user</c>: names and addresses in From and Contact.</summary>
    User = 2,

    /// <summary><c>header</c>: headers that tell the way of the call.</summary>
    Header = 4,

    /// <summary><c>session</c>: the addresses of the media.</summary>
    Session = 8,

    /// <summary><c>id</c>: the asserted identity, outside the trust domain.</summary>
    Id = 16,

    /// <summary><c>history</c>: History-Info, outside the trust domain.</summary>
    History = 32,

    /// <summary><c>critical</c>: refuse the request where that cannot be done.</summary>
    Critical = 64,
}
