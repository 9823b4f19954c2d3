using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Tests.Messages;

public sealed class AmiBlockReaderTests
{
    [Fact]
    public void Ten_events_in_one_piece_are_ten_blocks() =>
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), Blocks.Read(string.Concat(Enumerable.Range(0, 10).Select(i => $"Event: A\nN: {i}\n\n"))).Select(block => block["N"]));

    [Fact]
    public void Empty_blocks_are_passed_over() =>
        Assert.Equal(["A", "B"], Blocks.Read("\n\nEvent: A\n\n\n\nEvent: B\n\n\n").Select(block => block.EventName));

    [Fact]
    public void A_block_without_its_end_is_none_yet() => Assert.Empty(Blocks.Read("Event: A\nB: c\n"));

    [Fact]
    public void Every_transcript_gives_the_same_blocks_in_pieces_of_one_byte()
    {
        foreach (var name in Transcripts.Names)
        {
            var transcript = Transcripts.Load(name);
            var blocks = transcript.Blocks.Span;
            Assert.Equal(transcript.ToMessages(), Blocks.ReadBytes(blocks, Enumerable.Repeat(1, blocks.Length)), SameHeaders);
        }
    }

    [Fact]
    public void Every_transcript_gives_the_same_blocks_however_its_bytes_are_split()
    {
        var transcripts = Transcripts.Names.Select(name => Transcripts.Load(name)).Select(transcript => (transcript.Blocks, Messages: transcript.ToMessages())).ToArray();
        var cases =
            from transcript in Gen.Elements(transcripts)
            from pieces in Gen.Choose(0, 900).ListOf()
            select (transcript, pieces);
        Prop.ForAll(cases.ToArbitrary(), it => Assert.Equal(it.transcript.Messages, Blocks.ReadBytes(it.transcript.Blocks.Span, it.pieces), SameHeaders)).CheckAlways();
    }

    [Fact]
    public void The_blocks_of_a_transcript_are_all_of_its_bytes()
    {
        // The other way round: what a plain splitter of text sees.
        foreach (var name in Transcripts.Names)
        {
            var text = Encoding.UTF8.GetString(Transcripts.Load(name).Blocks.Span);
            var plain = text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries).Select(block => block.Trim('\r', '\n')).Where(block => block.Length > 0);
            Assert.Equal(plain, Transcripts.Load(name).ToMessages().Select(message => message.ToString().Replace("\n", "\r\n", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void The_output_of_a_command_before_Asterisk_14_is_lines_of_Output_too()
    {
        var text = "Response: Follows\r\nPrivilege: Command\r\nActionID: 7\r\nActive: 1 channel\n\nPrivilege: is printed\nlast--END COMMAND--\r\n\r\nEvent: A\r\n\r\n";
        foreach (var pieces in new[] { [], Enumerable.Repeat(1, text.Length), Enumerable.Repeat(7, text.Length) })
        {
            var blocks = Blocks.ReadBytes(Encoding.UTF8.GetBytes(text), pieces);
            Assert.Equal(["Active: 1 channel", "", "Privilege: is printed", "last"], blocks[0].Output);
            Assert.Equal(("Follows", "7"), (blocks[0]["Response"], blocks[0].ActionId));
            Assert.Equal("A", blocks[1].EventName);
        }
    }

    [Fact]
    public void Text_split_within_a_character_is_whole()
    {
        var bytes = Encoding.UTF8.GetBytes("Event: A\r\nName: Jürgen Łukasz 話\r\n\r\n");
        Assert.Equal("Jürgen Łukasz 話", Assert.Single(Blocks.ReadBytes(bytes, Enumerable.Repeat(1, bytes.Length)))["Name"]);
    }

    [Fact]
    public void Invalid_text_is_replaced_and_nothing_is_lost()
    {
        byte[] bytes = [.. "Event: A\r\nName: J"u8, 0xfc, .. "rgen\r\nNext: x\r\n\r\n"u8];
        var block = Assert.Single(Blocks.ReadBytes(bytes));
        Assert.Equal(("J\ufffdrgen", "x"), (block["Name"], block["Next"]));
    }

    [Fact]
    public void Latin_1_is_read_where_it_is_asked_for()
    {
        using var reader = new AmiBlockReader(Encoding.Latin1);
        reader.Write([.. "Event: A\r\nName: J"u8, 0xfc, .. "rgen\r\n\r\n"u8]);
        Assert.True(reader.TryRead(out var block));
        Assert.Equal("Jürgen", block.GetString("Name"u8));
    }

    [Fact]
    public void A_block_longer_than_it_may_be_is_refused_with_the_limit()
    {
        using var reader = new AmiBlockReader(maxBlockSize: 2048);
        reader.Write(Encoding.UTF8.GetBytes("Event: A\r\nB: " + new string('x', 3000)));
        Assert.Contains("2048 bytes", Assert.Throws<AmiProtocolException>(() => reader.TryRead(out _)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_block_is_read()
    {
        var lines = Enumerable.Range(0, 50_000).Select(i => $"Output: line {i}\r\n");
        var bytes = Encoding.UTF8.GetBytes($"Response: Success\r\n{string.Concat(lines)}\r\n");
        byte[] twice = [.. bytes, .. "Event: Between\r\n\r\n"u8, .. bytes];
        var blocks = Blocks.ReadBytes(twice, Enumerable.Repeat(1400, twice.Length / 1400));
        Assert.Equal([50_000, 0, 50_000], blocks.Select(block => block.Output.Count));
        Assert.Equal("line 49999", blocks[2].Output[^1]);
    }

    [Theory]
    [InlineData("Asterisk Call Manager/1.1", "1.1", false)]
    [InlineData("Asterisk Call Manager/2.10.3", "2.10.3", true)]
    [InlineData("Asterisk Call Manager/11.0.0", "11.0.0", true)]
    [InlineData("Asterisk Call Manager/123", "123.0", true)]
    [InlineData("Some Proxy without a version", null, true)]
    public void Any_banner_is_read(string text, string? version, bool escapes)
    {
        using var reader = new AmiBlockReader();
        reader.Write(Encoding.UTF8.GetBytes(text));
        Assert.False(reader.TryReadBanner(out _));
        reader.Write("\r\nEvent: A\r\n\r\n"u8);
        Assert.True(reader.TryReadBanner(out var banner));
        Assert.Equal((text, version, escapes), (banner.Text, banner.Version?.ToString(), reader.Unescapes));
        Assert.True(reader.TryRead(out var block) && block.IsEvent("A"u8));
    }

    [Fact]
    public void A_view_of_a_block_that_is_gone_says_so()
    {
        using var reader = new AmiBlockReader();
        reader.Write("Event: A\r\nB: 1\r\n\r\nEvent: A\r\nB: 2\r\n\r\n"u8);
        reader.TryRead(out var first);
        reader.TryRead(out _);
        try
        {
            _ = first.Count;
            Assert.Fail("The block is gone.");
        }
        catch (InvalidOperationException)
        {
        }
    }

    [Fact]
    public void A_million_blocks_of_garbage_are_survived()
    {
        var random = new Random(14);
        var garbage = new byte[1_000_000];
        var words = new[] { "\r\n", "\r\n\r\n", "\n", ":", ": ", "Event: ", "Response: Follows\r\n", "--END COMMAND--\r\n\r\n", "ActionID", "\\", "\0", "\xff", "é" }.Select(Encoding.UTF8.GetBytes).ToArray();
        for (var at = 0; at < garbage.Length - 32;)
        {
            var word = words[random.Next(words.Length)];
            word.CopyTo(garbage, at);
            at += word.Length;
            garbage[at++] = (byte)random.Next(256);
        }
        using var reader = new AmiBlockReader();
        var blocks = 0;
        for (var round = 0; blocks < 1_000_000; round++)
        {
            reader.Write(garbage.AsSpan(random.Next(garbage.Length / 2)));
            while (reader.TryRead(out var block))
            {
                blocks++;
                _ = block.EventName.Length + (int)block.Kind + block.Count;
                if (blocks % 100 == 0)
                {
                    _ = block.ToMessage().ToString();
                }
            }
        }
    }

    [Fact]
    public void An_event_that_is_skipped_or_looked_into_allocates_nothing()
    {
        var bytes = Transcripts.Load("02").Blocks;
        using var reader = new AmiBlockReader();
        long Read()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            reader.Write(bytes.Span);
            while (reader.TryRead(out var block))
            {
                _ = !block.IsEvent("VarSet"u8) && block.TryGet("Uniqueid"u8, out _) && block.TryGetInt32("ChannelState"u8, out _) && block.TryGetTimestamp(out _);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
        Read();
        Assert.Equal(0, Read());
    }

    private static bool SameHeaders(AmiMessage one, AmiMessage other) => one.SequenceEqual(other);
}
