namespace Tandem.Asterisk;

/// <summary>There is no connection, or it ended before the answer came.</summary>
public sealed class AmiDisconnectedException : AmiException
{
    internal AmiDisconnectedException(string message, bool outcomeUnknown = false, Exception? inner = null)
        : base(message, inner) => OutcomeUnknown = outcomeUnknown;

    /// <summary>Whether the action was sent: Asterisk may have done it or not. It is never sent again by itself.</summary>
    public bool OutcomeUnknown { get; }
}
