using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Examples;

/// <summary>The samples for an Asterisk do what their first line says.</summary>
public sealed class SampleTests
{
    [Fact]
    public async Task CallCenterWall_shows_agents_and_who_waits()
    {
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Transcripts.Load("01"));
        await using var wall = SampleProcess.Start("CallCenterWall", asterisk);

        await wall.LineAsync(line => line == "  agents   User 1001, User 1002");
        var events = Transcripts.Load("12").ToMessages().Where(message => message.Contains("Privilege")).ToArray();
        var waiting = events.TakeWhile(message => message.EventName != "QueueCallerAbandon").Count();
        await asterisk.SendEventAsync(events[..waiting]);

        Assert.StartsWith("  waiting  1. 1003 since ", await wall.LineAsync(line => line.Contains("since", StringComparison.Ordinal)), StringComparison.Ordinal);
        await asterisk.SendEventAsync(events[waiting..]);
        await wall.LineAsync(line => line == "401  answered 0  given up 1");
    }

    [Fact]
    public async Task ScreenPop_says_who_calls_its_extension_and_no_other()
    {
        await using var asterisk = FakeAsterisk.Start();
        asterisk.Remember(Transcripts.Load("01"));
        await using var pop = SampleProcess.Start("ScreenPop", asterisk, "1002");
        Assert.Equal("Watching 1002", await pop.LineAsync(_ => true));

        // 1004 is called first.
        await asterisk.ReplayAsync(Transcripts.Load("03"), message => message.Contains("Privilege"));
        await asterisk.ReplayAsync(Transcripts.Load("02"), message => message.Contains("Privilege"));

        Assert.Equal("User 1001 <1001> calls 1002", await pop.LineAsync(_ => true));
    }
}
