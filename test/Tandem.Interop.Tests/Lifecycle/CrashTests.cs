using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Lifecycle;

public sealed class CrashTests
{
    [Fact]
    public async Task After_a_kill_what_had_ended_is_there_and_what_was_in_progress_is_closed_as_interrupted()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-crash-").FullName;
        try
        {
            HistoryRow ended;
            await using (var hub = await HubProcess.StartAsync(directory))
            {
                // It has not registered: to do away with that, it would wait for an answer of the dead.
                await using var phone = hub.Phone("101");
                var first = await phone.CallAsync("600");
                Assert.Equal(200, await first.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
                await first.HangupAsync();
                ended = (await hub.History.UntilAsync(rows => rows is [{ HasEnded: true }])).Rows[0];
                var second = await phone.CallAsync("600");
                Assert.Equal(200, await second.WaitForAnswerAsync().WaitAsync(ChildProcess.Patience));
                await hub.History.UntilAsync(rows => rows is [_, { HasEnded: false, AnsweredAt: not null }]);
                await hub.KillAsync();
            }

            await using var restarted = await HubProcess.StartAsync(directory);
            var (history, _) = await restarted.History.UntilAsync(rows => rows.All(row => row.HasEnded));
            Assert.Equal(2, history.Count);
            Assert.Equal(ended, history[0]);
            Assert.Equal("normal_clearing", history[0].Cause);
            Assert.Equal("interrupted", history[1].Cause);
            Assert.InRange(history[1].EndedAt!.Value, history[1].AnsweredAt!.Value, long.MaxValue);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
