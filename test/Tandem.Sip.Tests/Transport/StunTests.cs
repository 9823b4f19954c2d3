using System.Net;
using System.Net.Sockets;
using FsCheck.Fluent;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

public sealed class StunTests
{
    private static readonly byte[] Transaction = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public async Task A_phone_is_told_the_address_that_it_is_seen_at(string address)
    {
        using var sip = Listen(IPAddress.Parse(address));
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        await phone.SendAsync(Request(1), sip.LocalEndPoint);
        var answer = (await ReceiveAsync(phone));

        Assert.Equal([1, 1], answer[..2]);
        Assert.Equal(Transaction, answer[8..20]);
        Assert.Equal([0, 0x20], answer[20..22]);
        Assert.Equal((IPEndPoint)phone.Client.LocalEndPoint!, MappedAddress(answer));
        Assert.Equal(answer.Length - 20, answer[3]);
    }

    [Fact]
    public async Task What_must_be_understood_and_is_not_is_refused_by_name()
    {
        using var sip = Listen(IPAddress.Loopback);
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await phone.SendAsync(Request(1, 0x80, 0x22, 0, 3, 97, 98, 99, 0, 0, 0x06, 0, 1, 97, 0, 0, 0), sip.LocalEndPoint);
        var answer = await ReceiveAsync(phone);

        Assert.Equal([1, 0x11], answer[..2]);
        Assert.Equal([4, 20], answer[26..28]);
        Assert.Equal([0, 0x0A, 0, 2, 0, 6], answer[36..42]);
    }

    [Fact]
    public async Task Indications_and_broken_requests_get_no_answer_and_are_no_SIP()
    {
        var messages = 0;
        using var sip = Listen(IPAddress.Loopback, () => messages++);
        using var phone = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        await phone.SendAsync(Request(0x11), sip.LocalEndPoint);
        await phone.SendAsync(Request(1, 0, 6, 0, 9, 1, 2, 3, 4), sip.LocalEndPoint);
        await phone.SendAsync(Request(1), sip.LocalEndPoint);

        Assert.Equal([1, 1], (await ReceiveAsync(phone))[..2]);
        Assert.Equal(0, phone.Available);
        Assert.Equal(0, messages);
    }

    [Fact]
    public void Whatever_comes_the_answer_fits_and_is_at_most_three_times_as_long()
    {
        Prop.ForAll(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().Resize(80).ToArbitrary(), noise =>
        {
            var datagram = Request(1, noise);
            var response = new byte[StunBinding.MaxResponseBytes];
            var length = StunBinding.Answer(datagram, new IPEndPoint(IPAddress.IPv6Loopback, 4711), response);
            return length <= datagram.Length * 3;
        }).CheckAlways();
    }

    private static byte[] Request(int type, params byte[] attributes) =>
        [(byte)(type >> 8), (byte)type, (byte)(attributes.Length >> 8), (byte)attributes.Length, 0x21, 0x12, 0xA4, 0x42, .. Transaction, .. attributes];

    private static IPEndPoint MappedAddress(byte[] answer)
    {
        byte[] mask = [0x21, 0x12, 0xA4, 0x42, .. Transaction];
        var port = ((answer[26] ^ mask[0]) << 8) | (answer[27] ^ mask[1]);
        return new IPEndPoint(new IPAddress([.. answer[28..].Select((value, i) => (byte)(value ^ mask[i]))]), port);
    }

    private static UdpTransport Listen(IPAddress address, Action? received = null)
    {
        var sip = new UdpTransport(new IPEndPoint(address, 0));
        sip.Start(
            (_, _, _) =>
            {
                received?.Invoke();
                return true;
            },
            (_, _, _) => { });
        return sip;
    }

    private static async Task<byte[]> ReceiveAsync(UdpClient phone)
    {
        using var patience = new CancellationTokenSource(TcpPeer.Patience);
        return (await phone.ReceiveAsync(patience.Token)).Buffer;
    }
}
