using Tandem.Pbx.State;

namespace Tandem.Hub.Events;

/// <summary>A frame as bytes, made once for all who get it. The message of a WebSocket is the data of the server-sent event: one piece of memory.</summary>
internal sealed class EncodedFrame
{
    private readonly int _messageStart;
    private readonly int _messageLength;

    /// <summary>Makes a frame for WebSockets and server-sent events.</summary>
    /// <param name="serverSentEvent">The whole event.</param>
    /// <param name="messageStart">Where its data begin.</param>
    /// <param name="messageLength">How long they are.</param>
    /// <param name="position">The position that it leads to, where it has one.</param>
    public EncodedFrame(byte[] serverSentEvent, int messageStart, int messageLength, Position? position = null)
    {
        ServerSentEvent = serverSentEvent;
        _messageStart = messageStart;
        _messageLength = messageLength;
        Position = position;
    }

    /// <summary>Makes a frame for WebSockets alone.</summary>
    /// <param name="message">The message.</param>
    public EncodedFrame(byte[] message)
        : this(message, 0, message.Length)
    {
    }

    /// <summary>The position that it leads to, where it has one.</summary>
    public Position? Position { get; }

    /// <summary>The frame as an event of <c>text/event-stream</c>.</summary>
    public ReadOnlyMemory<byte> ServerSentEvent { get; }

    /// <summary>The frame as the message of a WebSocket.</summary>
    public ReadOnlyMemory<byte> Message => ServerSentEvent.Slice(_messageStart, _messageLength);
}
