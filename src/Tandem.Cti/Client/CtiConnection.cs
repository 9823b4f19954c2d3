using System.Net.WebSockets;
using System.Text;
using Tandem.Cti.Bert;
using Tandem.Cti.Protocol;

namespace Tandem.Cti.Client;

/// <summary>One connection to a server of the feed. What goes wrong is a reason in words.</summary>
internal sealed class CtiConnection : IDisposable
{
    private const int FirstBuffer = 16 * 1024;

    private readonly Uri _address;
    private readonly CtiClientOptions _options;
    private readonly CtiMessageReader _reader;
    private byte[] _buffer = new byte[FirstBuffer];

    public CtiConnection(Uri address, CtiClientOptions options, CertificateTrust certificates)
    {
        _address = address;
        _options = options;
        _reader = new CtiMessageReader(options.Limits);
        Socket.Options.KeepAliveInterval = options.KeepAlive;
        Socket.Options.KeepAliveTimeout = options.KeepAlive;
        Socket.Options.RemoteCertificateValidationCallback = certificates.Callback;
        if (options.Login == CtiLogin.Basic)
        {
            Socket.Options.SetRequestHeader("Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Domain}:{options.Token}"))}");
        }
    }

    public ClientWebSocket Socket { get; } = new();

    public CtiProfile? Profile => _reader.Profile;

    /// <summary>Connects.</summary>
    /// <returns>Why it could not be done; null when it was.</returns>
    public async Task<string?> OpenAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, timeProvider);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await Socket.ConnectAsync(_address, stop.Token).ConfigureAwait(false);
            return null;
        }
        catch (WebSocketException exception)
        {
            return exception.GetBaseException().Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The server did not answer within {_options.ConnectTimeout.TotalSeconds:0.#} s.";
        }
    }

    /// <summary>Receives the next message.</summary>
    /// <returns>The message; or why there is none, and the connection is at its end.</returns>
    public async Task<(CtiMessage? Message, string? Reason)> ReceiveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var length = 0;
            while (true)
            {
                var part = await Socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken).ConfigureAwait(false);
                    return (null, $"The server closed the connection ({(int?)Socket.CloseStatus} {Socket.CloseStatusDescription}).");
                }
                length += part.Count;
                if (part.EndOfMessage)
                {
                    return (part.MessageType == WebSocketMessageType.Binary ? _reader.Read(_buffer.AsMemory(0, length)) : null, null);
                }
                if (length == _buffer.Length)
                {
                    if (length >= _options.Limits.MaxMessageSize)
                    {
                        return (null, $"A message has more than the {_options.Limits.MaxMessageSize} bytes that are allowed.");
                    }
                    Array.Resize(ref _buffer, Math.Min(length * 2, _options.Limits.MaxMessageSize));
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or BertException)
        {
            return (null, exception.GetBaseException().Message);
        }
    }

    public void Dispose() => Socket.Dispose();
}
