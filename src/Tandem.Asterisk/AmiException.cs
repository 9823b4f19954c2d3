namespace Tandem.Asterisk;

/// <summary>What goes wrong with an Asterisk; each kind is a class of its own.</summary>
public abstract class AmiException : Exception
{
    private protected AmiException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
