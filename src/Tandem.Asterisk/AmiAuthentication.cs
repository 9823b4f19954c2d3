namespace Tandem.Asterisk;

/// <summary>How the secret is shown to Asterisk.</summary>
public enum AmiAuthentication
{
    /// <summary>As an MD5 of a challenge and the secret, which does not cross the network.</summary>
    Md5,

    /// <summary>As it is: for TLS, and for proxies that know no challenge.</summary>
    Plain,
}
