namespace Tandem.Hub.Events;

/// <summary>A frame as bytes, made once for all who get it. The JSON of the WebSocket is the data of the server-sent event: one piece of memory.</summary>
internal sealed class EncodedFrame
{
    private readonly int _jsonStart;
    private readonly int _jsonLength;

    /// <summary>Makes a frame.</summary>
    /// <param name="serverSentEvent">The whole event.</param>
    /// <param name="jsonStart">Where its data begin.</param>
    /// <param name="jsonLength">How long they are.</param>
    public EncodedFrame(byte[] serverSentEvent, int jsonStart, int jsonLength)
    {
        ServerSentEvent = serverSentEvent;
        _jsonStart = jsonStart;
        _jsonLength = jsonLength;
    }

    /// <summary>The frame as an event of <c>text/event-stream</c>.</summary>
    public ReadOnlyMemory<byte> ServerSentEvent { get; }

    /// <summary>The frame as JSON.</summary>
    public ReadOnlyMemory<byte> Json => ServerSentEvent.Slice(_jsonStart, _jsonLength);
}
