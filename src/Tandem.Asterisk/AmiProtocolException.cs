namespace Tandem.Asterisk;

/// <summary>What came is no manager protocol, or more than a limit allows; the connection is of no more use.</summary>
public sealed class AmiProtocolException : AmiException
{
    internal AmiProtocolException(string message)
        : base(message)
    {
    }
}
