namespace Tandem.Sipgate;

/// <summary>sipgate cannot be reached, or the connection was lost.</summary>
public sealed class SipgateConnectException : SipgateException
{
    internal SipgateConnectException(string message, bool wasSent, Exception inner)
        : base(message, inner) => WasSent = wasSent;

    /// <summary>Whether the request may have arrived, so that its outcome is unknown.</summary>
    public bool WasSent { get; }
}
