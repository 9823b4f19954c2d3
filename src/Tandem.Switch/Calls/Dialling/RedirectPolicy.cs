namespace Tandem.Switch.Calls.Dialling;

/// <summary>What a phone's redirection (3xx) does.</summary>
public enum RedirectPolicy
{
    /// <summary>Nothing: it counts as not to be reached.</summary>
    Refuse,

    /// <summary>The caller is connected with the number that the phone named, on behalf of the user whose phone it is and as that user may dial.</summary>
    Follow,

    /// <summary>The program that dialled decides: it finds the address in the event and in the result. A call that no program has in hand is not redirected.</summary>
    Application,
}
