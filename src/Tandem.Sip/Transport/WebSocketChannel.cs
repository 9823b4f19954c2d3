using System.Net.WebSockets;
using System.Text.Unicode;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Transport;

/// <summary>A WebSocket of the subprotocol <c>sip</c>: a message of it is a SIP message, or a keep-alive (RFC 7118 5).</summary>
/// <param name="open">Does the handshake, or has done it.</param>
/// <param name="abort">Breaks what is below the WebSocket; may be called before there is one.</param>
internal sealed class WebSocketChannel(Func<CancellationToken, Task<WebSocket>> open, Action abort) : IConnectionChannel
{
    private const int FirstBytes = 4096;

    private WebSocket? _socket;
    private byte[] _buffer = [];
    private int _length;
    private bool _isWhole;
    private bool _isBroken;

    /// <inheritdoc/>
    public bool HasPings => false;

    /// <inheritdoc/>
    public bool IsInMessage => _length > 0 && !_isWhole;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken) => _socket = await open(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<bool> ReceiveAsync(bool discards)
    {
        if (_isWhole || discards)
        {
            _length = 0;
            _isWhole = false;
        }
        if (_buffer.Length - _length < FirstBytes / 4)
        {
            Array.Resize(ref _buffer, Math.Max(FirstBytes, _buffer.Length * 2));
        }
        var received = await _socket!.ReceiveAsync(_buffer.AsMemory(_length), CancellationToken.None).ConfigureAwait(false);
        if (received.MessageType == WebSocketMessageType.Close)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
            return false;
        }
        if (!discards)
        {
            _length += received.Count;
            _isWhole = received.EndOfMessage;
            _isBroken = _length > SipLimits.MaxMessageBytes;
        }
        return true;
    }

    /// <inheritdoc/>
    public SipStreamFrame TryRead(out ReadOnlySpan<byte> bytes)
    {
        bytes = _buffer.AsSpan(0, _length);
        if (_isBroken)
        {
            return SipStreamFrame.Broken;
        }
        if (!_isWhole || _length == 0)
        {
            return SipStreamFrame.None;
        }
        _length = 0;
        return bytes.SequenceEqual("\r\n\r\n"u8) ? SipStreamFrame.Ping : bytes.SequenceEqual("\r\n"u8) ? SipStreamFrame.Pong : SipStreamFrame.Message;
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message) => _socket!.SendAsync(
        message, Utf8.IsValid(message.Span) ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <inheritdoc/>
    public bool Proves(string host) => false;

    /// <inheritdoc/>
    public void Abort() => abort();

    /// <inheritdoc/>
    public void Release()
    {
        abort();
        _socket?.Dispose();
    }
}
