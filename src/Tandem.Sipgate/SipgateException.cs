namespace Tandem.Sipgate;

/// <summary>What goes wrong with sipgate; each kind is a class of its own.</summary>
public abstract class SipgateException : Exception
{
    private protected SipgateException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
