using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Sip.Messages;

namespace Tandem.Sip.Tests.Messages;

public sealed class SipStreamReaderTests
{
    [Fact]
    public void Messages_are_found_wherever_the_stream_is_split()
    {
        var stream = Encoding.ASCII.GetBytes(
            "\r\n\r\n" + Samples.Invite + "\r\n" + Samples.Options("Content-Length: 4\r\n") + "body" + "\r\n\r\n" + Samples.Options("l: 0\r\n"));
        string[] expected = ["Ping", "INVITE", "OPTIONS body", "Ping", "OPTIONS "];
        Prop.ForAll(Gen.Choose(1, 200).NonEmptyListOf().ToArbitrary(), sizes => Split(stream, sizes).SequenceEqual(expected)).CheckAlways();
    }

    [Fact]
    public void A_single_line_end_is_a_pong_to_the_one_who_asked()
    {
        var reader = new SipStreamReader(expectsPongs: true);
        reader.Append("\r\n"u8);

        Assert.Equal(SipStreamFrame.Pong, reader.TryRead(new SipMessage(), out _));
        Assert.Equal(SipStreamFrame.None, reader.TryRead(new SipMessage(), out _));
    }

    [Fact]
    public void A_malformed_message_does_not_lose_the_next()
    {
        var reader = new SipStreamReader();
        reader.Append(Encoding.ASCII.GetBytes(Samples.Options("Max-Forwards: x\r\nContent-Length: 2\r\n") + "ab" + Samples.Options("l: 0\r\n")));
        var message = new SipMessage();

        Assert.Equal(SipStreamFrame.Message, reader.TryRead(message, out var first));
        Assert.True(first.Malformed);
        Assert.Equal(SipStreamFrame.Message, reader.TryRead(message, out var second));
        Assert.True(second.Ok);
        Assert.Equal(0, reader.BufferedBytes);
    }

    [Theory]
    [InlineData("Content-Length: -1", SipParseError.BadContentLength)]
    [InlineData("Content-Length: 1\r\nl: 2", SipParseError.BadContentLength)]
    [InlineData("Content-Length: 70000", SipParseError.MessageTooLarge)]
    public void A_stream_whose_message_has_no_end_is_broken(string line, SipParseError error)
    {
        var reader = new SipStreamReader();
        reader.Append(Encoding.ASCII.GetBytes(Samples.Options(line + "\r\n")));

        Assert.Equal(SipStreamFrame.Broken, reader.TryRead(new SipMessage(), out var result));
        Assert.Equal(error, result.Error);
        reader.Append(Encoding.ASCII.GetBytes(Samples.Options()));
        Assert.Equal(SipStreamFrame.Broken, reader.TryRead(new SipMessage(), out _));
    }

    [Fact]
    public void A_line_feed_alone_between_messages_is_skipped()
    {
        var reader = new SipStreamReader();
        reader.Append(Encoding.ASCII.GetBytes("\n\n" + Samples.Options("l: 0\r\n")));

        Assert.Equal(SipStreamFrame.Message, reader.TryRead(new SipMessage(), out var result));
        Assert.True(result.Ok);
    }

    [Fact]
    public void Whether_a_message_is_on_its_way_is_known()
    {
        var reader = new SipStreamReader();
        Assert.False(reader.IsInMessage);
        reader.Append("\r\n"u8);
        Assert.Equal(SipStreamFrame.None, reader.TryRead(new SipMessage(), out _));
        Assert.False(reader.IsInMessage);
        reader.Append("OPT"u8);
        Assert.Equal(SipStreamFrame.None, reader.TryRead(new SipMessage(), out _));

        Assert.True(reader.IsInMessage);
    }

    [Fact]
    public void Headers_without_end_are_bounded()
    {
        var reader = new SipStreamReader();
        var frame = SipStreamFrame.None;
        var chunk = Encoding.ASCII.GetBytes(new string('x', 1000));
        for (var i = 0; i < 100 && frame == SipStreamFrame.None; i++)
        {
            reader.Append(chunk);
            frame = reader.TryRead(new SipMessage(), out _);
        }

        Assert.Equal(SipStreamFrame.Broken, frame);
        Assert.InRange(reader.BufferedBytes, SipLimits.MaxMessageBytes, SipLimits.MaxMessageBytes + 1000);
    }

    private static List<string> Split(byte[] stream, IReadOnlyList<int> sizes)
    {
        var reader = new SipStreamReader();
        var message = new SipMessage();
        var seen = new List<string>();
        for (int at = 0, n = 0; at < stream.Length; n++)
        {
            var size = Math.Min(sizes[n % sizes.Count], stream.Length - at);
            stream.AsSpan(at, size).CopyTo(reader.GetMemory(size).Span);
            reader.Advance(size);
            at += size;
            while (reader.TryRead(message, out var result) is var frame and not SipStreamFrame.None)
            {
                seen.Add(frame != SipStreamFrame.Message ? frame.ToString()
                    : !result.Ok ? result.Error.ToString()
                    : message.Method == SipMethod.Invite ? message.MethodName
                    : $"{message.MethodName} {Encoding.ASCII.GetString(message.Body.Span)}");
            }
        }
        return seen;
    }
}
