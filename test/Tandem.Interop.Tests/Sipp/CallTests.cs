using System.Text.RegularExpressions;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Sipp;

public sealed class CallTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    private readonly HubProcess _hub = fixture.Hub;
    private readonly long _started = (long)(DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalMicroseconds;

    [ToolFact(ExternalTool.Sipp)]
    public async Task The_caller_hangs_up()
    {
        await using var called = await _hub.CalledSippAsync("answers", "102", ("ring", "0"));
        await using var caller = _hub.Sipp("call", "101", ("number", "102"), ("talk", "300"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
        var row = await RowAsync();
        Assert.Equal("normal_clearing", row.Cause);
        Assert.NotNull(row.AnsweredAt);
        Assert.Equal("101", row.Calling);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task An_invite_that_arrives_again_is_the_same_call()
    {
        await using var called = await _hub.CalledSippAsync("answers", "102", ("ring", "1000"));
        await using var caller = _hub.Sipp("invite_again", "101", ("number", "102"));
        var outcome = await caller.SucceedAsync();
        await called.SucceedAsync();
        Assert.InRange(outcome.Retransmissions, 1, int.MaxValue);
        Assert.Equal("normal_clearing", (await RowAsync()).Cause);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_phone_that_rings_answers_by_command()
    {
        await using var called = await _hub.CalledSippAsync("told_to_answer", "102");
        await using var caller = await _hub.RegisteredPhoneAsync("101");
        var call = await caller.CallAsync("102");
        await call.WaitForRingingAsync().WaitAsync(ChildProcess.Patience);
        await using var command = _hub.Command(["answer", await _hub.LegOfAsync("102")]);
        Assert.Equal(0, await command.WaitForExitAsync());
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        await call.HangupAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task The_called_side_hangs_up()
    {
        await using var called = await _hub.CalledSippAsync("answers_and_hangs_up", "102");
        await using var caller = _hub.Sipp("called_hangs_up_first", "101", ("number", "102"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
        Assert.Equal("normal_clearing", (await RowAsync()).Cause);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task The_scenario_that_sipp_comes_with_is_a_phone_that_can_be_called()
    {
        await using var called = await SippCall.StartBuiltIn(_hub.Sip, "uas", "-m", "1").ListeningAsync();
        await _hub.RegisterSippAsync("103", called);
        await using var caller = _hub.Sipp("call", "101", ("number", "103"), ("talk", "300"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task The_caller_gives_up_while_it_rings()
    {
        await using var called = await _hub.CalledSippAsync("rings", "102");
        await using var caller = _hub.Sipp("cancel", "101", ("number", "102"));
        await caller.SucceedAsync();
        await called.SucceedAsync();
        var row = await RowAsync();
        Assert.Equal("originator_cancel", row.Cause);
        Assert.Null(row.AnsweredAt);
    }

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("486", "Busy Here", "user_busy")]
    [InlineData("603", "Decline", "declined")]
    [InlineData("480", "Temporarily Unavailable", "temporarily_unavailable")]
    public async Task The_called_phone_refuses(string status, string reason, string cause)
    {
        await using var called = await _hub.CalledSippAsync("refuses", "102", ("status", status), ("reason", reason));
        await using var caller = _hub.Sipp("refused", "101", ("number", "102"), ("status", status));
        await caller.SucceedAsync();
        await called.SucceedAsync();
        Assert.Equal(cause, (await RowAsync()).Cause);
    }

    [ToolTheory(ExternalTool.Sipp)]
    [InlineData("999", "404", "unallocated_number")]
    [InlineData("105", "480", "user_not_registered")]
    public async Task A_number_that_nobody_answers_for_is_refused(string number, string status, string cause)
    {
        await using var caller = _hub.Sipp("refused", "101", ("number", number), ("status", status));
        await caller.SucceedAsync();
        Assert.Equal(cause, (await RowAsync()).Cause);
    }

    [ToolFact(ExternalTool.Sipp)]
    public async Task A_caller_without_credentials_does_not_learn_which_numbers_there_are()
    {
        var answers = new List<string>();
        foreach (var number in new[] { "104", "999" })
        {
            await using var caller = _hub.Sipp("challenged", "101", ("number", number));
            var outcome = await caller.SucceedAsync();
            answers.Add(WithoutWhatDiffersInAnyCall(outcome.Received[^1], number));
        }
        Assert.StartsWith("SIP/2.0 407 ", answers[0], StringComparison.Ordinal);
        Assert.Equal(answers[0], answers[1]);
    }

    private static string WithoutWhatDiffersInAnyCall(string message, string number)
    {
        var text = Regex.Replace(message, "(nonce|opaque)=\"[^\"]*\"", "$1");
        text = Regex.Replace(text, "^(Call-ID|Via|Date):.*$", "$1", RegexOptions.Multiline);
        return Regex.Replace(text, "tag=[^;\n]*", "tag").Replace(number, "NUMBER", StringComparison.Ordinal);
    }

    private async Task<HistoryRow> RowAsync()
    {
        var (rows, _) = await _hub.History.UntilAsync(rows => rows.Any(row => IsOfThisTest(row) && row.HasEnded));
        return rows.Single(IsOfThisTest);
    }

    private bool IsOfThisTest(HistoryRow row) => row.StartedAt >= _started;
}
