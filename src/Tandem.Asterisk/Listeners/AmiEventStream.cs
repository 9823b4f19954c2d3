using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Listeners;

/// <summary>
/// Events to be enumerated, from the moment that it was made. The end of the enumeration ends it, as does disposing it where it never is
/// enumerated. It ends by itself where the client is closed, with the reason if it was not the program that closed it.
/// </summary>
public sealed class AmiEventStream : IAsyncEnumerable<AmiMessage>, IDisposable
{
    internal AmiEventStream(AmiListener listener) => Listener = listener;

    /// <summary>The listener behind it, which counts what was lost.</summary>
    public AmiListener Listener { get; }

    /// <inheritdoc/>
    public async IAsyncEnumerator<AmiMessage> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        try
        {
            await foreach (var message in Listener.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return message;
            }
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Listener.Dispose();
}
