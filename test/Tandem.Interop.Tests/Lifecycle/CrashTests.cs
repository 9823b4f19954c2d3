using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Sipp;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Lifecycle;

public sealed class CrashTests
{
    [ToolFact(ExternalTool.Sipp)]
    public async Task After_a_kill_phones_are_registered_as_they_were_a_second_before()
    {
        var directory = Directory.CreateTempSubdirectory("tandem-crash-").FullName;
        try
        {
            System.Text.Json.JsonElement before;
            await using (var hub = await HubProcess.StartAsync(directory))
            {
                await hub.RegisterContactAsync("101", "<sip:101@127.0.0.1:40011>");
                await hub.RegisterContactAsync("102", "<sip:102@127.0.0.1:40012>");
                await hub.RegisterContactAsync("102", "*", expires: "0");
                before = await ContactsAsync(hub, "101");

                // What is promised: a change is in the store within a second.
                await Task.Delay(TimeSpan.FromSeconds(1));
                await hub.KillAsync();
            }
            await using var restarted = await HubProcess.StartAsync(directory);
            Assert.Equal(1, before.GetArrayLength());
            Assert.Equal($"{before}", $"{await ContactsAsync(restarted, "101")}");
            Assert.Equal(0, (await ContactsAsync(restarted, "102")).GetArrayLength());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<System.Text.Json.JsonElement> ContactsAsync(HubProcess hub, string number) =>
        (await hub.GetAsync("/api/extensions")).GetProperty("items").EnumerateArray().Single(item => item.GetProperty("number").GetString() == number).GetProperty("contacts");

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
