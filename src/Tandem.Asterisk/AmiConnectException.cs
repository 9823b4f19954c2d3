namespace Tandem.Asterisk;

/// <summary>A connection could not be made; it may be tried again.</summary>
public sealed class AmiConnectException : AmiException
{
    internal AmiConnectException(AmiConnectFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>Where it failed.</summary>
    public AmiConnectFailure Failure { get; }
}
