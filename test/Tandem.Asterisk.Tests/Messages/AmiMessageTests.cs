using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Tests.Messages;

public sealed class AmiMessageTests
{
    [Theory]
    [InlineData("0123")]
    [InlineData("+3912")]
    [InlineData("")]
    [InlineData("0x10")]
    [InlineData("1e3")]
    [InlineData("1700000000.1230")]
    [InlineData(" 1")]
    [InlineData("-0")]
    [InlineData("1,000")]
    [InlineData("99999999999999999999")]
    [InlineData("١٢")]
    public void What_is_no_number_that_would_be_written_the_same_stays_text(string text)
    {
        var message = new AmiMessage(new AmiHeader("Exten", text));
        Assert.Equal(text, message["Exten"]);
        Assert.False(message.TryGetInt32("Exten", out _));
        Assert.False(message.TryGetInt64("Exten", out _));
        Assert.Contains($"'{text}'", Assert.Throws<FormatException>(() => message.GetInt32("Exten")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("16", 16)]
    [InlineData("-1", -1)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    public void A_number_is_one_when_asked_for(string text, long number)
    {
        var message = new AmiMessage(new AmiHeader("N", text));
        Assert.Equal(number, message.GetInt64("n"));
        Assert.Equal(number is >= int.MinValue and <= int.MaxValue, message.TryGetInt32("N", out _));
    }

    [Fact]
    public void Headers_keep_their_order_their_case_and_all_of_their_values()
    {
        var message = AmiMessage.Parse("Event: A\nVariable: a=1\nAppData: a: b: c\nvariable: b=2\nKey:val\nVariable: c=3");
        Assert.Equal(["a=1", "b=2", "c=3"], message.GetAll("VARIABLE"));
        Assert.Equal(("a=1", "c=3"), (message["Variable"], message.GetLast("Variable")));
        Assert.Equal("a: b: c", message["AppData"]);
        Assert.Equal("val", message["Key"]);
        Assert.Equal(["Event", "Variable", "AppData", "variable", "Key", "Variable"], message.Select(header => header.Name));
        Assert.Null(message["Nothing"]);
        Assert.Empty(message.GetAll("Nothing"));
    }

    [Fact]
    public void A_line_without_a_colon_continues_the_value_before_it() =>
        Assert.Equal("Park\r\nsuccessful", AmiMessage.Parse("Response: Success\nMessage: Park\nsuccessful\nX: y")["Message"]);

    [Fact]
    public void A_line_feed_alone_does_not_end_a_line() =>
        Assert.Equal("Park\nX: y\n\nZ", Assert.Single(Blocks.ReadBytes("Message: Park\nX: y\n\nZ\r\n\r\n"u8))["Message"]);

    [Fact]
    public void Empty_and_nothing_differ()
    {
        var message = AmiMessage.Parse("Event: A\nAccountCode: ");
        Assert.Equal("", message["AccountCode"]);
        Assert.True(message.Contains("accountcode"));
        Assert.False(message.Contains("Account"));
    }

    [Fact]
    public void Lines_of_output_keep_their_spaces_and_colons() =>
        Assert.Equal(["", "  Endpoint:  1001", "a"], AmiMessage.Parse("Response: Success\nOutput: \nOutput:   Endpoint:  1001\nOutput: a").Output);

    [Theory]
    [InlineData("Newchannel", "CallerIDName")]
    [InlineData("DialBegin", "DestConnectedLineName")]
    [InlineData("VarSet", "Value")]
    [InlineData("Hangup", "ChanVariable")]
    [InlineData("PresenceStateChange", "Message")]
    public void What_Asterisk_escapes_is_unescaped(string name, string header) =>
        Assert.Equal("a\n\"b\"\\n'?", AmiMessage.Parse($"Event: {name}\n{header}: a\\n\\\"b\\\"\\\\n\\'\\?")[header]);

    [Theory]
    [InlineData("Newexten", "AppData")]
    [InlineData("UserEvent", "Value")]
    [InlineData("UserEvent", "Message")]
    [InlineData("OriginateResponse", "CallerIDName")]
    [InlineData("QueueEntry", "CallerIDName")]
    [InlineData("Status", "EffectiveConnectedLineName")]
    public void What_Asterisk_does_not_escape_stays(string name, string header) =>
        Assert.Equal("a\\nb\\\\", AmiMessage.Parse($"Event: {name}\n{header}: a\\nb\\\\")[header]);

    [Fact]
    public void An_escape_that_is_none_stays() => Assert.Equal("C:\\dir \\", AmiMessage.Parse("Event: VarSet\nValue: C:\\dir \\")["Value"]);

    [Theory]
    [InlineData("yes", true)]
    [InlineData("Yes", true)]
    [InlineData("1", true)]
    [InlineData("on", true)]
    [InlineData("No", false)]
    [InlineData("0", false)]
    [InlineData("<unknown>", null)]
    public void Yes_and_no_have_many_words(string text, bool? expected) =>
        Assert.Equal(expected, new AmiMessage(new AmiHeader("Muted", text)).TryGetBoolean("Muted", out var value) ? value : null);

    [Fact]
    public void Parsing_takes_one_block_only()
    {
        Assert.Throws<FormatException>(() => AmiMessage.Parse("\n\n"));
        Assert.Throws<FormatException>(() => AmiMessage.Parse("Event: A\n\nEvent: B"));
    }
}
