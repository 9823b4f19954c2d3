using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Connections;

/// <summary>What a connection tells, on the thread that reads.</summary>
internal interface IConnectionHandler
{
    /// <summary>A block came, of whatever kind.</summary>
    void OnBlock(AmiBlock block);

    /// <summary>An event came, or a block of no kind, that answers nothing.</summary>
    void OnEvent(AmiBlock block);

    /// <summary>A response came that nobody waits for.</summary>
    void OnUnmatched(AmiBlock block);

    /// <summary>What was received at once is read.</summary>
    void OnRead(int bytes, int events);

    /// <summary>The connection ended; nothing is read after this.</summary>
    void OnEnded(AmiException reason);
}
