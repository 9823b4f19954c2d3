using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tandem.Sip.Tests.Resolution;

/// <summary>A DNS server in the hands of a test, for what a real one never says.</summary>
internal sealed class FakeDnsServer : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly Func<byte[], IEnumerable<byte[]>> _answer;
    private int _questions;

    public FakeDnsServer(Func<byte[], IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        _ = ServeAsync();
    }

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    public int Questions => Volatile.Read(ref _questions);

    /// <summary>A response to a question: its header and question, and what is given.</summary>
    public static byte[] Respond(byte[] query, int code = 0, int answers = 0, int authorities = 0, byte[]? records = null)
    {
        var question = query.AsSpan(12).IndexOf((byte)0) + 17;
        byte[] response = [.. query[..question], .. records ?? []];
        response[2] = 0x81;
        response[3] = (byte)(0x80 | code);
        BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(6), (ushort)answers);
        BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(8), (ushort)authorities);
        response[11] = 0;
        return response;
    }

    /// <summary>A record of the name asked for.</summary>
    public static byte[] Record(int type, uint seconds, params byte[] data) => Record([0xC0, 12], type, seconds, data);

    public static byte[] Record(byte[] name, int type, uint seconds, byte[] data)
    {
        byte[] record = [.. name, 0, (byte)type, 0, 1, 0, 0, 0, 0, (byte)(data.Length >> 8), (byte)data.Length, .. data];
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(name.Length + 4), seconds);
        return record;
    }

    public static byte[] Name(string name) => [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveAsync();
                Interlocked.Increment(ref _questions);
                foreach (var response in _answer(received.Buffer))
                {
                    await _socket.SendAsync(response, received.RemoteEndPoint);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }
}
