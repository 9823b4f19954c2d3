using System.Text;
using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Tests.Messages;

public sealed class AmiBlockTests
{
    [Fact]
    public void A_block_tells_its_event_and_headers_as_bytes()
    {
        using var reader = Given("Event: Hangup\nUniqueid: 1.20\nCause: 16\nAccountCode: \nuniqueid: second\n\n");
        Assert.True(reader.TryRead(out var block));
        Assert.True(block.IsEvent("Hangup"u8) && block.IsEvent("HANGUP"u8) && !block.IsEvent("Hang"u8) && !block.IsEvent(""u8));
        Assert.Equal(AmiBlockKind.Event, block.Kind);
        Assert.True(block["UNIQUEID"u8].SequenceEqual("1.20"u8));
        Assert.True(block.TryGet("AccountCode"u8, out var empty) && empty.IsEmpty);
        Assert.False(block.TryGet("Nothing"u8, out _));
        Assert.True(block.TryGetInt32("Cause"u8, out var cause) && cause == 16);
        Assert.False(block.TryGetInt64("Uniqueid"u8, out _));
        Assert.Equal(5, block.Count);
        Assert.True(block[1].Is("Uniqueid"u8) && block[1].Name.SequenceEqual("Uniqueid"u8));
        var values = new List<string>();
        foreach (var value in block.GetAll("Uniqueid"u8))
        {
            values.Add(Encoding.UTF8.GetString(value));
        }
        Assert.Equal(["1.20", "second"], values);
    }

    [Theory]
    [InlineData("Event: OriginateResponse\nResponse: Success\n\n", AmiBlockKind.Event)]
    [InlineData("Response: Success\nEvent: OriginateResponse\n\n", AmiBlockKind.Event)]
    [InlineData("Response: Success\nActionID: 1\n\n", AmiBlockKind.Response)]
    [InlineData("Ping: Pong\n\n", AmiBlockKind.Unknown)]
    public void A_block_with_an_event_is_one_though_it_has_a_response_too(string text, AmiBlockKind kind)
    {
        using var reader = Given(text);
        Assert.True(reader.TryRead(out var block));
        Assert.Equal((kind, kind), (block.Kind, block.ToMessage().Kind));
    }

    [Fact]
    public void The_instant_of_an_event_is_exact_to_the_microsecond()
    {
        using var reader = Given("Event: A\nTimestamp: 1795208248.272454\n\n");
        reader.TryRead(out var block);
        Assert.True(block.TryGetTimestamp(out var at));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 20, 57, 28, TimeSpan.Zero).AddMicroseconds(272_454), at);
    }

    [Theory]
    [InlineData("Timestamp: 1795208248.27\n")]
    [InlineData("Timestamp: soon\n")]
    [InlineData("Timestamp: 99999999999999999.000000\n")]
    [InlineData("")]
    public void What_is_no_instant_is_none(string line)
    {
        using var reader = Given($"Event: A\n{line}\n");
        reader.TryRead(out var block);
        Assert.False(block.TryGetTimestamp(out _));
    }

    private static AmiBlockReader Given(string text)
    {
        var reader = new AmiBlockReader();
        reader.Write(Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal)));
        return reader;
    }
}
