using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

public sealed class BadNetworkTests(AnonymousHubFixture fixture) : IClassFixture<AnonymousHubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;

    [ToolFact(ExternalTool.Sipp)]
    public async Task An_answer_is_sent_again_until_it_is_acknowledged()
    {
        await using var caller = _hub.Sipp("late_ack", "anonymous", ("number", "600"));
        var outcome = await caller.SucceedAsync();
        var answers = outcome.Received.Count(message => message.StartsWith("SIP/2.0 200", StringComparison.Ordinal) && message.Contains("CSeq: 1 INVITE", StringComparison.Ordinal));

        // At once, after 0.5 s and after 1.5 s (RFC 3261 13.3.1.4); the ACK comes before 3.5 s.
        Assert.Equal(3, answers);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task Calls_come_through_where_one_packet_in_ten_is_lost()
    {
        await using var callers = SippCall.StartBuiltIn(_hub.Sip, "uac", "-s", "600", "-m", "20", "-r", "10", "-d", "100", "-lost", "10");
        var outcome = await callers.SucceedAsync();
        Assert.Equal(20, outcome.Successful);
        Assert.InRange(outcome.Retransmissions, 1, int.MaxValue);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_hundred_calls_a_second_all_succeed_and_are_all_in_the_history()
    {
        var before = await _hub.History.ReadAsync();
        await using var callers = SippCall.StartBuiltIn(_hub.Sip, "uac", "-s", "600", "-m", "500", "-r", "100", "-d", "100");
        var outcome = await callers.SucceedAsync();
        Assert.Equal(500, outcome.Successful);
        await _hub.History.UntilAsync(rows => rows.Count == before.Count + 500 && rows.All(row => row.HasEnded && row.Cause == "normal_clearing"));
    }
}
