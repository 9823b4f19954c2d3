using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;

namespace Tandem.Load.Lamps;

/// <summary>Phones that watch one extension, all behind one socket: they subscribe, and answer each notification.</summary>
internal sealed class LampWatchers : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly int _port;
    private long _notifications;

    private LampWatchers(int hubPort)
    {
        _socket.Connect(IPAddress.Loopback, hubPort);
        _socket.Client.ReceiveBufferSize = 8 << 20;
        _port = ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;
    }

    /// <summary>The notifications that came.</summary>
    public long Notifications => Interlocked.Read(ref _notifications);

    /// <summary>Subscribes.</summary>
    /// <param name="hubPort">Where the hub listens.</param>
    /// <param name="count">How many phones: of the first users, one each.</param>
    /// <param name="target">The extension that they watch.</param>
    public static async Task<LampWatchers> StartAsync(int hubPort, int count, string target)
    {
        var watchers = new LampWatchers(hubPort);
        for (var i = 0; i < count; i++)
        {
            await watchers.SubscribeAsync(HubProcess.UserAt(i), target).ConfigureAwait(false);
        }
        _ = watchers.AnswerAsync();
        return watchers;
    }

    public void Dispose() => _socket.Dispose();

    private async Task SubscribeAsync(string user, string target)
    {
        var authorization = "";
        for (var sequence = 1; sequence <= 2; sequence++)
        {
            await SendAsync(Compose(user, target, sequence, authorization)).ConfigureAwait(false);
            var response = await ResponseAsync().ConfigureAwait(false);
            if (response.StatusCode == 200)
            {
                return;
            }
            var request = SipMessage.CreateRequest(SipMethod.Subscribe, SipUri.Parse($"sip:{target}@127.0.0.1"));
            new DigestClient(user, HubProcess.Secret).TryAnswer(response, request);
            authorization = $"Authorization: {request.Get(SipHeaderName.Authorization)}\r\n";
        }
        throw new InvalidOperationException($"The hub did not let {user} watch {target}.");
    }

    private async Task<SipMessage> ResponseAsync()
    {
        while (true)
        {
            var message = await ReceiveAsync().ConfigureAwait(false);
            if (!message.IsRequest)
            {
                return message;
            }
            await TakeAsync(message).ConfigureAwait(false);
        }
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                await TakeAsync(await ReceiveAsync().ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The run is over.
        }
    }

    private async Task TakeAsync(SipMessage message)
    {
        if (message.IsRequest)
        {
            Interlocked.Increment(ref _notifications);
            await _socket.SendAsync(message.CreateResponse(200, null, null).ToArray()).ConfigureAwait(false);
        }
    }

    private async Task<SipMessage> ReceiveAsync()
    {
        while (true)
        {
            var received = await _socket.ReceiveAsync().ConfigureAwait(false);
            if (SipParser.TryParse(received.Buffer, out var message).Ok)
            {
                return message;
            }
        }
    }

    private Task SendAsync(string text) => _socket.SendAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    private string Compose(string user, string target, int sequence, string headers) => string.Create(
        CultureInfo.InvariantCulture,
        $"SUBSCRIBE sip:{target}@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{_port};branch=z9hG4bK{Guid.NewGuid():N};rport\r\nFrom: <sip:{user}@127.0.0.1>;tag={user}\r\nTo: <sip:{target}@127.0.0.1>\r\n"
        + $"Call-ID: lamp-{user}\r\nCSeq: {sequence} SUBSCRIBE\r\nContact: <sip:{user}@127.0.0.1:{_port}>\r\nEvent: dialog\r\nExpires: 3600\r\nMax-Forwards: 70\r\n{headers}Content-Length: 0\r\n\r\n");
}
