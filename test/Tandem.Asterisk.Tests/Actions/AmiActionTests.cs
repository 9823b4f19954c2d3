using FsCheck;
using FsCheck.Fluent;
using Tandem.Asterisk.Actions;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Actions;

public sealed class AmiActionTests
{
    public static TheoryData<string> Breaks => ["\r", "\n", "\0", "a\r\nAction: Command", "a\nCommand: core stop now", "\r\n\r\n"];

    [Theory]
    [MemberData(nameof(Breaks))]
    public void What_would_begin_another_line_is_refused_in_every_argument(string text)
    {
        var action = new AmiAction("A");
        Assert.Throws<ArgumentException>(() => new AmiAction(text));
        Assert.Throws<ArgumentException>(() => new AmiAction("A") { ActionId = text });
        Assert.Throws<ArgumentException>(() => action.Add(text, "v"));
        Assert.Throws<ArgumentException>(() => action.Add("Name", text));
        Assert.Throws<ArgumentException>(() => action.AddVariable(text, "v"));
        Assert.Throws<ArgumentException>(() => action.AddVariable("name", text));
        Assert.Equal(0, action.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:")]
    [InlineData("Action")]
    [InlineData("actionid")]
    [InlineData("é")]
    public void A_name_that_is_none_is_refused(string name) => Assert.Throws<ArgumentException>(() => new AmiAction("A").Add(name, "v"));

    [Theory]
    [InlineData("a=b")]
    [InlineData("a,b=c")]
    [InlineData("a|b")]
    public void A_variable_that_would_be_two_is_refused(string name) => Assert.Throws<ArgumentException>(() => new AmiAction("A").AddVariable(name, "v"));

    [Fact]
    public void Each_variable_has_its_own_header_and_stays_one_value()
    {
        var action = new AmiAction("Originate") { { "Channel", "PJSIP/1001" }, { "Priority", 1 }, { "Async", true }, { "CallerID", (string?)null } };
        action.AddVariables([new("CDR(userfield)", "a,b"), new("__X", "say \"hi\" \\ 1|2=3")]);
        Assert.Equal(
            ["Action: Originate", "Channel: PJSIP/1001", "Priority: 1", "Async: true", "Variable: CDR(userfield)=a\\,b", "Variable: __X=say \\\"hi\\\" \\\\ 1|2=3"],
            action.ToString().Split('\n'));
    }

    [Fact]
    public async Task What_Asterisk_would_not_read_is_not_sent()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        var tooLong = new AmiAction("A") { { "Value", new string('é', 600) } };
        Assert.Contains("Value of A takes 1209 bytes", (await Assert.ThrowsAsync<ArgumentException>(() => ami.SendAsync(tooLong))).Message, StringComparison.Ordinal);
        var tooMany = new AmiAction("A");
        for (var i = 0; i < 127; i++)
        {
            tooMany.Add("N", i);
        }
        Assert.Contains("129 headers", (await Assert.ThrowsAsync<ArgumentException>(() => ami.SendAsync(tooMany))).Message, StringComparison.Ordinal);
        Assert.Contains("takes", (await Assert.ThrowsAsync<ArgumentException>(() => ami.CommandAsync(new string('x', 2000)))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => ami.CommandAsync("core show\nuptime"));
        Assert.DoesNotContain(fake.Received, action => action["Action"] is "A" or "Command");
    }

    [Fact]
    public async Task The_longest_line_and_the_most_headers_are_sent()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        fake.On("A", FakeReply.Success());
        var action = new AmiAction("A") { { "Value", new string('x', 1024 - "Value: \r\n".Length) } };
        for (var i = 0; i < 125; i++)
        {
            action.Add("N", i);
        }
        await ami.SendAsync(action);
        Assert.Equal(AmiAction.MaxHeaders, (await fake.ReceivedAsync("A")).Count);
    }

    [Fact]
    public async Task Whatever_is_accepted_arrives_as_one_action_with_these_headers()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        AmiMessage? arrived = null;
        fake.On("Test", action =>
        {
            arrived = action;
            return FakeReply.Success();
        });
        var texts = ArbMap.Default.GeneratorFor<NonEmptyString>().Select(text => text.Get);
        var pairs = from name in texts from value in texts select (name, value);
        Prop.ForAll(pairs.ListOf().ToArbitrary(), headers =>
        {
            var action = new AmiAction("Test");
            foreach (var (name, value) in headers)
            {
                try
                {
                    action.Add(name, value);
                }
                catch (ArgumentException)
                {
                    // Refused: nothing of it may arrive.
                }
            }
            if (action.Count > 100 || action.Any(header => header.Value.EnumerateRunes().Any(rune => rune.Value == 0xfffd)))
            {
                return;
            }
            ami.SendAsync(action).GetAwaiter().GetResult();
            Assert.Equal(action.Select(header => new AmiHeader(header.Name, header.Value.TrimStart(' '))), arrived!.Skip(2));
        }).CheckAlways(200);
    }
}
