namespace Tandem.Sipgate;

/// <summary>Of several requests some failed; the others were carried out.</summary>
public sealed class SipgateBatchException : SipgateException
{
    internal SipgateBatchException(string message, int succeeded, IReadOnlyList<SipgateBatchFailure> failures)
        : base(message, failures[0].Exception)
    {
        Succeeded = succeeded;
        Failures = failures;
    }

    /// <summary>How many were carried out.</summary>
    public int Succeeded { get; }

    /// <summary>Those that were not, in order.</summary>
    public IReadOnlyList<SipgateBatchFailure> Failures { get; }
}
