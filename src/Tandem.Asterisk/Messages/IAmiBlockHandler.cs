namespace Tandem.Asterisk.Messages;

/// <summary>Sees every block in order, on the thread that reads: for those who fold all of a connection, such as a model.</summary>
public interface IAmiBlockHandler
{
    /// <summary>
    /// A connection is logged in: what comes from here on is of it, and what came before may be incomplete. Actions can be sent, but their
    /// answers not waited for before this returns.
    /// </summary>
    /// <param name="banner">What the server calls itself.</param>
    void OnConnected(AmiBanner banner)
    {
    }

    /// <summary>
    /// A block came: an event, the reply to an action or an item of a list. Return soon: nothing is read meanwhile, and Asterisk leaves a
    /// client that stands still. What is thrown is reported and harms nothing.
    /// </summary>
    /// <param name="block">The block, valid until this returns.</param>
    void OnBlock(AmiBlock block);

    /// <summary>The connection ended; events are missed until the next one.</summary>
    /// <param name="reason">Why.</param>
    void OnDisconnected(AmiException reason)
    {
    }
}
