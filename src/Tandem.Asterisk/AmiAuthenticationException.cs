namespace Tandem.Asterisk;

/// <summary>
/// Asterisk refused the user or its secret. It does so too where the user may not come from this address. A client stops reconnecting, as
/// more attempts would have the address banned.
/// </summary>
public sealed class AmiAuthenticationException : AmiException
{
    internal AmiAuthenticationException(string username, string answer)
        : base($"Asterisk refused the login of '{username}': {answer}. The user, its secret, or the address that it may come from is wrong.")
    {
    }
}
