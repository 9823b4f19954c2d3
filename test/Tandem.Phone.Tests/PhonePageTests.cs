using System.Net;
using System.Text.RegularExpressions;
using Tandem.Media.Tones;
using Tandem.Phone;

namespace Tandem.Phone.Tests;

/// <summary>The programs of docs/phone.md.</summary>
public sealed partial class PhonePageTests
{
    [Fact]
    public async Task Two_phones_one_call()
    {
        await using var bob = new SipPhone(new PhoneOptions { User = "bob", Server = new IPEndPoint(IPAddress.Loopback, 5060) });
        await using var alice = new SipPhone(new PhoneOptions { User = "alice", Server = bob.EndPoint });

        var outgoing = await alice.CallAsync("bob");
        var incoming = await bob.WaitForCallAsync();
        Console.WriteLine($"{incoming.Invite.From!.Uri.User} calls");
        Assert.Equal("alice", incoming.Invite.From!.Uri.User);
        await incoming.AnswerAsync();
        Console.WriteLine($"answered: {await outgoing.WaitForAnswerAsync()}, {outgoing.Codec}");
        Assert.Equal((200, "PCMA"), (await outgoing.WaitForAnswerAsync().Soon(), outgoing.Codec));

        outgoing.Play(new ToneSource(440));
        while (!(incoming.Heard.TryMeasure(out var tone) && Math.Abs(tone.Frequency - 440) < 10))
        {
            await Task.Delay(20);
        }
        Console.WriteLine("heard the tone");

        outgoing.SendDigits("42");
        Console.WriteLine($"pressed: {await incoming.ReadDigitAsync()}{await incoming.ReadDigitAsync()}");

        await outgoing.HangupAsync();
        Console.WriteLine($"over: {(await incoming.WaitForHangupAsync()).Kind}");
        Assert.Equal(Sip.Dialogs.SessionEndKind.RemoteBye, (await incoming.WaitForHangupAsync().Soon()).Kind);
    }

    [Fact]
    public async Task At_an_exchange()
    {
        await using var exchange = await Exchange.StartAsync();
        await using var caller = await exchange.RegisteredAsync("102");
        await using var wanted = await exchange.RegisteredAsync("103");
        var receptionist = ReceptionistAsync([exchange.EndPoint.ToString(), "101", Exchange.PasswordOf("101")], out var isRegistered);
        await isRegistered.Soon();
        var outgoing = await caller.CallAsync("101").Soon();
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        await outgoing.HearsAsync(440);
        outgoing.SendDigits("103#");
        var incoming = await wanted.WaitForCallAsync().Soon();
        Assert.True(await incoming.AnswerAsync().Soon());
        await receptionist.Soon();

        await PhonePair.HearEachOtherAsync(outgoing, incoming);
    }

    private static Task ReceptionistAsync(string[] args, out Task isRegistered)
    {
        var registered = new TaskCompletionSource();
        isRegistered = registered.Task;
        return RunAsync();

        async Task RunAsync()
        {
            await using var phone = new SipPhone(new PhoneOptions { Server = IPEndPoint.Parse(args[0]), User = args[1], Password = args[2] });
            phone.RegistrationChanged += change => Console.WriteLine(change.IsRegistered ? "registered" : $"not registered ({change.StatusCode})");
            if (await phone.RegisterAsync() != 200)
            {
                return;
            }
            registered.SetResult();
            var call = await phone.WaitForCallAsync();
            await call.AnswerAsync();
            call.Play(new ToneSource(440));
            var number = "";
            while (await call.ReadDigitAsync() is var digit and not '#')
            {
                number += digit;
            }
            Console.WriteLine($"{number}: {await call.TransferAsync(number)}");
            await call.HangupAsync();
        }
    }

    // What stands above has more lines: what a test looks at.
    [Fact]
    public void The_page_has_the_programs_that_are_run_here()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Page", "phone.md"));
        var programs = CodeBlock().Matches(page);
        Assert.Equal(2, programs.Count);
        var source = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "PhonePageTests.cs")).Select(line => line.Trim()).ToArray();
        var at = 0;
        foreach (var line in programs.SelectMany(program => program.Groups[1].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (line.StartsWith("using ", StringComparison.Ordinal))
            {
                Assert.Contains(line, source);
                continue;
            }
            at = Array.IndexOf(source, line, at) + 1;
            Assert.True(at > 0, $"It is not run: {line}");
        }
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
