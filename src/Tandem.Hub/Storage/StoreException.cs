namespace Tandem.Hub.Storage;

/// <summary>The store cannot be used as it is: its schema is newer than the program, or a migration failed.</summary>
internal sealed class StoreException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is wrong, and what to do.</param>
    /// <param name="inner">The cause.</param>
    public StoreException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
