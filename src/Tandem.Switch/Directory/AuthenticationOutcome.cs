namespace Tandem.Switch.Directory;

/// <summary>How the authentication of a request came out.</summary>
internal enum AuthenticationOutcome
{
    /// <summary>The credentials are right.</summary>
    Accepted,

    /// <summary>There are no credentials, or none for us.</summary>
    Missing,

    /// <summary>The secret is right but the nonce is not fresh.</summary>
    Stale,

    /// <summary>The account has no HA1 for the algorithm chosen: it is asked for MD5 alone.</summary>
    Weaker,

    /// <summary>The account, or what is none, is guessed at from many sources: nothing is looked at for a while.</summary>
    Locked,

    /// <summary>The secret is wrong, or there is no such user: nobody is told which.</summary>
    Refused,
}
