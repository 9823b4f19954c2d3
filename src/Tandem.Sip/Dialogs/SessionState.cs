namespace Tandem.Sip.Dialogs;

/// <summary>Where an <see cref="InviteSession"/> stands.</summary>
public enum SessionState
{
    /// <summary>The INVITE is out or in; nobody has been told of ringing.</summary>
    Proceeding,

    /// <summary>A provisional response with a tag was sent or received (an early dialog).</summary>
    Early,

    /// <summary>A 2xx was sent or received.</summary>
    Established,

    /// <summary>The end.</summary>
    Ended,
}
