using Tandem.Sip.Messages;

namespace Tandem.Sip.Transport;

/// <summary>What a <see cref="SipConnection"/> runs over: a stream of bytes, encrypted or not, or a WebSocket. Receiving and sending go on at the same time.</summary>
internal interface IConnectionChannel
{
    /// <summary>Whether the beginning of a message has come, but not yet its end.</summary>
    bool IsInMessage { get; }

    /// <summary>Whether CRLF CRLF is sent in silence to keep the connection open; else what is below does that by itself.</summary>
    bool HasPings { get; }

    /// <summary>Connects where the connection is ours to open, and does what the protocol needs before the first message.</summary>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Waits for more.</summary>
    /// <param name="discards">Whether what comes is read and forgotten.</param>
    /// <returns>False at the end.</returns>
    ValueTask<bool> ReceiveAsync(bool discards);

    /// <summary>Takes the next frame out of what has come, until there is none.</summary>
    /// <param name="bytes">The frame; valid until more is received.</param>
    SipStreamFrame TryRead(out ReadOnlySpan<byte> bytes);

    /// <summary>Sends one message or keep-alive.</summary>
    /// <param name="message">Its bytes.</param>
    ValueTask SendAsync(ReadOnlyMemory<byte> message);

    /// <summary>Whether the peer has proved, by its certificate, that it speaks for a host (RFC 5922 7). Where nothing is encrypted nobody is asked to.</summary>
    /// <param name="host">A name or an IP address.</param>
    bool Proves(string host);

    /// <summary>Breaks the connection, so that what waits ends. On any thread, at any time.</summary>
    void Abort();

    /// <summary>Releases what the connection has, after all is over.</summary>
    void Release();
}
