namespace Tandem.Asterisk;

/// <summary>Asterisk did not answer an action in time; it may still do it.</summary>
public sealed class AmiTimeoutException : AmiException
{
    internal AmiTimeoutException(string message)
        : base(message)
    {
    }
}
