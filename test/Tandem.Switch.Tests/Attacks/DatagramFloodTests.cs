using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Media;

namespace Tandem.Switch.Tests.Attacks;

[Collection(MeasuredAlone.Name)]
public sealed class DatagramFloodTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private const int Rate = 1000;

    [Fact]
    public async Task A_thousand_random_datagrams_a_second_at_every_port_do_not_harm_a_call()
    {
        await using var call = await CallUnderAttack.StartAsync();
        int[] ports = [call.Exchange.EndPoint.Port, .. call.MediaPorts];
        var flood = Task.WhenAll(ports.Select((port, index) => FloodAsync(port, seed: 20_261_121 + index)));
        while (!flood.IsCompleted)
        {
            await call.HearsAsync();
        }
        var sent = (await flood).Sum();

        Assert.Equal(ports.Length * Rate * (int)Duration.TotalSeconds, sent);
        Assert.InRange(call.Delivered, 0.95, 1.0);
        // A datagram of up to four line ends or NULs keeps a NAT binding open, and is none of the refused.
        Assert.True(call.Exchange.Switch.SipCounters.Malformed > Rate);
        var refused = call.Exchange.MediaFigures.PacketsRefused;
        Assert.True(refused[PacketRefusal.Malformed] > Rate);
        Assert.True(refused[PacketRefusal.PayloadType] > 0);
        await call.AssertUnharmedAsync();
    }

    [Theory]
    [InlineData("binary")]
    [InlineData("truncated")]
    [InlineData("malformed")]
    [InlineData("oversized")]
    public async Task Bad_messages_are_counted_and_do_not_harm_a_call(string kind)
    {
        await using var call = await CallUnderAttack.StartAsync();
        var before = call.Exchange.Switch.SipCounters;
        var random = new Random(20_261_121);
        var count = kind == "oversized" ? 100 : 1000;
        for (var i = 0; i < count; i++)
        {
            var message = Encoding.ASCII.GetBytes(call.Wire.Compose("INVITE", "x", "sip:600@tandem.test", callId: $"bad-{i}"));
            await call.Wire.SendRawAsync(kind switch
            {
                "binary" => Random(random, message.Length),
                "truncated" => message[..random.Next(10, message.Length - 40)],
                "malformed" => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(message).Replace("CSeq: 1 INVITE", "CSeq: one INVITE", StringComparison.Ordinal)),
                _ => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(message).Replace("Max-Forwards: 70", "Subject: " + new string('x', 65_507 - message.Length + 7), StringComparison.Ordinal)),
            });
            if (i % 50 == 49)
            {
                await call.Exchange.SettleAsync();
            }
        }

        await call.AssertUnharmedAsync();
        Assert.True(call.Exchange.Switch.SipCounters.Malformed > before.Malformed + (count / 2));
    }

    private static byte[] Random(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static async Task<int> FloodAsync(int port, int seed)
    {
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var target = new IPEndPoint(IPAddress.Loopback, port);
        var random = new Random(seed);
        var start = Stopwatch.GetTimestamp();
        var sent = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        do
        {
            for (var due = Math.Min(Duration.TotalSeconds, Stopwatch.GetElapsedTime(start).TotalSeconds) * Rate; sent < (int)due; sent++)
            {
                await socket.SendAsync(Random(random, random.Next(1, 1400)), target);
            }
        }
        while (sent < Duration.TotalSeconds * Rate && await timer.WaitForNextTickAsync());
        return sent;
    }
}
