using System.Text;
using Tandem.Switch.Trace;

namespace Tandem.Switch.Tests.Trace;

public sealed class SipTraceTests
{
    [Fact]
    public async Task The_ladder_of_a_call_shows_both_legs_and_no_credentials()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var call = await alice.CallAsync("102");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience));
        await call.HangupAsync();
        await exchange.UntilAsync(state => state.Channels.Count == 0);

        var traced = Assert.Single(exchange.Switch.Trace.Calls());
        Assert.Equal(("101", "102"), (traced.From, traced.To));
        var messages = exchange.Switch.Trace.Find(traced.Id[^6..]);
        var summaries = messages.Select(message => message.Summary).ToList();
        Assert.Equal(2, messages.Select(message => message.CallId).Distinct().Count());
        Assert.Equal(["INVITE", "407 Proxy Authentication Required", "ACK", "INVITE"], summaries[..4]);
        Assert.Contains("180 Ringing", summaries);
        Assert.Equal(2, summaries.Count(summary => summary == "BYE"));

        var text = string.Concat(messages.Select(message => Encoding.UTF8.GetString(message.Bytes.Span)));
        var authorization = text.Split("\r\n").First(line => line.StartsWith("Proxy-Authorization:", StringComparison.Ordinal));
        Assert.Contains("response=\"" + new string('*', 32) + "\"", authorization, StringComparison.Ordinal);
        Assert.Contains("username=\"101\"", authorization, StringComparison.Ordinal);

        var ladder = SipLadder.Draw(messages).TrimEnd().Split('\n');
        Assert.Equal(messages.Count + 1, ladder.Length);
        Assert.Contains(alice.EndPoint.ToString(), ladder[0], StringComparison.Ordinal);
        Assert.Contains(bob.EndPoint.ToString(), ladder[0], StringComparison.Ordinal);
        Assert.Contains("INVITE", ladder[1], StringComparison.Ordinal);
        Assert.Contains('>', ladder[1]);
    }

    [Fact]
    public async Task A_capture_file_has_every_message_as_a_udp_packet()
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("600");
        await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience);
        var messages = exchange.Switch.Trace.Find(exchange.Switch.Trace.Calls().Single().Id);
        using var file = new MemoryStream();
        PcapFile.Write(file, messages);

        var bytes = file.ToArray();
        Assert.Equal([0xd4, 0xc3, 0xb2, 0xa1], bytes[..4]);
        Assert.Equal(101, BitConverter.ToInt32(bytes, 20));
        var offset = 24;
        foreach (var message in messages)
        {
            var length = BitConverter.ToInt32(bytes, offset + 8);
            var packet = bytes.AsSpan(offset + 16, length);
            Assert.Equal(0x45, packet[0]);
            Assert.Equal(17, packet[9]);
            var source = (packet[20] << 8) | packet[21];
            Assert.Equal(message.Outgoing ? message.Local.Port : message.Remote.Port, source);
            Assert.True(packet[28..].SequenceEqual(message.Bytes.Span));
            offset += 16 + length;
        }
        Assert.Equal(bytes.Length, offset);
    }

    [Fact]
    public async Task Nothing_is_found_for_a_call_that_is_not_kept()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { TraceCapacity = 4 });
        var alice = await exchange.RegisteredAsync("101");
        var call = await alice.CallAsync("600");
        await call.WaitForAnswerAsync().WaitAsync(TestExchange.Patience);

        Assert.InRange(exchange.Switch.Trace.Calls().Sum(traced => traced.Messages), 1, 4);
        Assert.Empty(exchange.Switch.Trace.Find("no-such-call"));
    }
}
