namespace Tandem.Sipgate;

/// <summary>A setting of the account that was changed for one message could not be set back, and is to be set back by hand.</summary>
public sealed class SipgateRestoreException : SipgateException
{
    internal SipgateRestoreException(string message, bool wasSent, SipgateException inner)
        : base(message, inner) => WasSent = wasSent;

    /// <summary>Whether the message itself went out. If so, do not send it again.</summary>
    public bool WasSent { get; }
}
