namespace Tandem.Asterisk;

/// <summary>Sees the bytes of a connection, to record or to print them. It is called on the threads that read and write.</summary>
public interface IAmiTrace
{
    /// <summary>A connection was opened; what came before belongs to another.</summary>
    void OnOpened()
    {
    }

    /// <summary>Bytes came. They may hold secrets that the user may read, such as those of endpoints.</summary>
    /// <param name="bytes">What came, not at the bounds of blocks; valid until this returns.</param>
    void OnReceived(ReadOnlySpan<byte> bytes);

    /// <summary>An action was sent.</summary>
    /// <param name="bytes">The action with its secrets masked; valid until this returns.</param>
    void OnSent(ReadOnlySpan<byte> bytes)
    {
    }
}
