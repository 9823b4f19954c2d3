namespace Tandem.Asterisk;

/// <summary>Where making a connection failed.</summary>
public enum AmiConnectFailure
{
    /// <summary>The host is not known, does not answer or refuses.</summary>
    Unreachable,

    /// <summary>It took longer than <see cref="AmiClientOptions.ConnectTimeout"/>.</summary>
    TimedOut,

    /// <summary>TLS: the certificate is not trusted or not the pinned one, or the server speaks none.</summary>
    Tls,

    /// <summary>The server closed before the login was answered: too many logins at once (<c>authlimit</c>), or Asterisk is stopping.</summary>
    Closed,

    /// <summary>The login was refused for another reason than its credentials, such as <c>allowmultiplelogin=no</c>.</summary>
    LoginRefused,
}
