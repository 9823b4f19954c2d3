using Tandem.Interop.Tests.Processes;
using Tandem.Sip.Dialogs;

namespace Tandem.Interop.Tests.Lifecycle;

public sealed class StopTests
{
    [Fact]
    public async Task Ctrl_c_hangs_up_writes_the_history_and_ends_with_0()
    {
        await using var hub = await HubProcess.StartAsync();
        await using var caller = hub.Phone("101");
        await using var called = await hub.RegisteredPhoneAsync("102");
        var outgoing = await caller.CallAsync("102");
        var incoming = await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);
        Assert.True(await incoming.AnswerAsync());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
        var ringing = await caller.CallAsync("102");
        await called.WaitForCallAsync().WaitAsync(ChildProcess.Patience);

        Assert.Equal(0, await hub.StopAsync());

        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().WaitAsync(ChildProcess.Patience)).Kind);
        Assert.Equal(SessionEndKind.RemoteBye, (await incoming.WaitForHangupAsync().WaitAsync(ChildProcess.Patience)).Kind);
        Assert.InRange(await ringing.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience), 400, 699);
        var rows = await hub.History.ReadAsync();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal("manager_request", row.Cause));
        Assert.All(rows, row => Assert.True(row.HasEnded));
        Assert.DoesNotContain("   at ", hub.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_start_has_the_history_of_the_last()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-stop-").FullName;
        try
        {
            IReadOnlyList<HistoryRow> rows;
            await using (var hub = await HubProcess.StartAsync(directory))
            {
                await using var phone = hub.Phone("101");
                var call = await phone.CallAsync("600");
                Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
                await call.HangupAsync();
                await call.WaitForHangupAsync().WaitAsync(ChildProcess.Patience);
                Assert.Equal(0, await hub.StopAsync());
                rows = await hub.History.ReadAsync();
            }
            await using var next = await HubProcess.StartAsync(directory);
            Assert.Equal("normal_clearing", Assert.Single(rows).Cause);
            Assert.Equal(rows, await next.History.ReadAsync());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
