using System.CommandLine;
using System.Text.Json.Nodes;
using Tandem.Asterisk;
using Tandem.Asterisk.Messages;
using Tandem.Asterisk.Testing;
using Tandem.Hub.CommandLine;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Tests.CommandLine;

public sealed class AmiCommandTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeAsterisk _fake = FakeAsterisk.Start();
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-ami").FullName;

    public async ValueTask DisposeAsync()
    {
        await _fake.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Events_are_printed_as_they_come()
    {
        var listening = RunAsync("listen", "--event", "Hangup", "--event", "Newchannel", "--count", "2", "--json");
        await _fake.WaitForSessionsAsync(1).WaitAsync(Patience);
        // The listener is there once the client has logged in, which may be a moment later.
        while (!listening.IsCompleted)
        {
            await _fake.SendEventAsync("VarSet");
            await _fake.SendEventAsync("Hangup", new AmiHeader("Uniqueid", "1700000000.1230"), new AmiHeader("ChanVariable", "a=1"), new AmiHeader("ChanVariable", "b=2"));
            await Task.WhenAny(listening, Task.Delay(10));
        }
        var (code, text) = await listening;
        Assert.Equal(0, code);
        Assert.Equal("""{"Event":"Hangup","Uniqueid":"1700000000.1230","ChanVariable":["a=1","b=2"]}""", text.Split('\n')[0].TrimEnd());
    }

    [Fact]
    public async Task An_action_is_sent_with_its_headers_and_its_list_is_printed()
    {
        _fake.On("Test", FakeReply.List("will follow", "TestComplete", new AmiMessage(new("Event", "Item"), new("N", "0123"))));
        var (code, text) = await RunAsync("send", "Test", "Variable=a=b", "Empty=", "--json");
        var json = JsonNode.Parse(text)!;
        Assert.Equal((0, "will follow", "0123"), (code, (string?)json["response"]!["Message"], (string?)json["items"]![0]!["N"]));
        var sent = await _fake.ReceivedAsync("Test");
        Assert.Equal(("a=b", ""), (sent["Variable"], sent["Empty"]));
    }

    [Fact]
    public async Task What_is_refused_ends_with_1_and_what_cannot_be_sent_with_2()
    {
        Assert.Equal(1, (await RunAsync("send", "Hangup", "Channel=none")).Code);
        await Assert.ThrowsAsync<AmiActionException>(() => RunAsync("send", "NoSuchAction"));
        await Assert.ThrowsAsync<SettingsException>(() => RunAsync("send", "Test", "novalue"));
        await Assert.ThrowsAsync<SettingsException>(() => RunAsync("send", "Test", "A=b\nAction: Command"));
        await Assert.ThrowsAsync<SettingsException>(() => RunAsync("command", new string('x', 2000)));
        Assert.DoesNotContain(_fake.Received, action => action["Action"] is "Command" or "Test");
    }

    [Fact]
    public async Task A_command_prints_what_Asterisk_prints()
    {
        _fake.On("Command", FakeReply.Output("System uptime: 1 hour", ""));
        Assert.Equal((0, "System uptime: 1 hour\n\n"), await RunAsync("command", "core show uptime"));
    }

    [Fact]
    public async Task A_recording_is_what_the_fake_replays()
    {
        var file = Path.Combine(_directory, "call.ami");
        var recording = RunAsync("record", file);
        await _fake.WaitForSessionsAsync(1).WaitAsync(Patience);
        await _fake.SendEventAsync("Newchannel", new AmiHeader("Channel", "PJSIP/1001-1"), new AmiHeader("Uniqueid", "1.1"), new AmiHeader("Linkedid", "1.1"));
        await _fake.DropAsync();
        Assert.Equal(0, (await recording.WaitAsync(Patience)).Code);
        await using var other = FakeAsterisk.Start();
        other.Remember(AmiTranscript.Load(file));
        await using var ami = await AmiClient.ConnectAsync(other.ClientOptions);
        Assert.Equal("PJSIP/1001-1", Assert.Single(await ami.SendListAsync("CoreShowChannels"))["Channel"]);
    }

    [Fact]
    public async Task A_wrong_secret_is_told_in_a_sentence() =>
        await Assert.ThrowsAsync<AmiAuthenticationException>(() => RunAsync("send", "Ping", "--secret", "wrong"));

    private async Task<(int Code, string Text)> RunAsync(params string[] words)
    {
        var output = new StringWriter { NewLine = "\n" };
        string[] access = words.Contains("--secret") ? [] : ["--secret", _fake.Options.Secret];
        var parsed = TandemCommand.Create().Parse(["ami", .. words, "--port", $"{_fake.Port}", .. access]);
        var code = await parsed.InvokeAsync(new InvocationConfiguration { Output = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }
}
