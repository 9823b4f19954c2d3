using System.Net;
using System.Text.RegularExpressions;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Media.Wave;
using Tandem.Phone;
using Tandem.Sip.Digest;
using Tandem.Switch.Calls;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;
using Tandem.Switch.Routing;

namespace Tandem.Switch.Tests.Calls;

/// <summary>The three programs of babble's README, as docs/from-babble.md has them.</summary>
public sealed partial class BabbleProgramTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task The_exchange_that_registers_phones_and_gives_calls_to_a_program()
    {
        var taken = new TaskCompletionSource<string?>();
        await using var media = new MediaEngine(new MediaOptions());
        var accounts = new AccountDirectory();
        accounts.Set(new SipAccount("1000", "", "default", DigestHash.Ha1(DigestAlgorithm.Md5, "1000", "pbx.example", "1123654"), null));
        var options = new SwitchOptions
        {
            Realm = "pbx.example",
            Codecs = [AudioCodec.Pcmu, AudioCodec.Pcma],
            Transcode = true,
            Registrar = new RegistrarOptions { RegPing = 30, StaleTime = 180, DefaultExpires = 3600 },
        };
        options = options with { Addresses = [IPAddress.Loopback], Port = 0 };
        await using var exchange = new SipSwitch(media, accounts, options);
        exchange.OnCall("regex:.*", async call =>
        {
            taken.SetResult(call.Caller.Number);
            await call.BusyAsync();
        });
        await exchange.StartAsync();
        await using var phone = new SipPhone(new PhoneOptions { User = "1000", Password = "1123654", Server = exchange.EndPoints[0] });
        Assert.Equal(200, await phone.RegisterAsync().WaitAsync(Patience));
        var outgoing = await phone.CallAsync("anything");

        Assert.Equal("1000", await taken.Task.WaitAsync(Patience));
        Assert.Equal(486, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task The_echo_that_asks_who_calls()
    {
        await using var host = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("700")] });
        var exchange = host.Switch;
        exchange.OnCall("700", async call =>
        {
            if (await call.AuthenticateAsync() != AuthenticationResult.Accepted)
            {
                return;
            }
            await call.RingAsync();
            await call.AnswerAsync();
            call.Audio.Echo();
            await call.WaitForHangupAsync();
        });
        var outgoing = await host.Phone("101").CallAsync("700");
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        outgoing.Play(new ToneSource(440));

        await TestExchange.HearsAsync(outgoing, 440);
    }

    [Fact]
    public async Task The_prompt_that_asks_for_a_digit()
    {
        const string prompt = "pleasedialoneforsalesandtwofortech.wav";
        var samples = new short[8000];
        new ToneSource(600).Read(samples);
        WaveWriter.Write(prompt, new PcmAudio(8000, samples));
        await using var host = await TestExchange.StartAsync();
        var exchange = host.Switch;
        var pressed = new TaskCompletionSource<string>();
        exchange.OnCall("700", async call =>
        {
            await call.AnswerAsync();
            await call.Audio.PlayAsync("pleasedialoneforsalesandtwofortech.wav");
            call.Audio.Echo();
            var digits = await call.WaitForDigitsAsync("[0-1]");
            pressed.SetResult(digits.Digits);
            Console.WriteLine($"waited and got {digits.Digits}");
        });
        var outgoing = await (await host.RegisteredAsync("101")).CallAsync("700");
        await TestExchange.HearsAsync(outgoing, 600);
        outgoing.SendDigits("71");

        Assert.Equal("1", await pressed.Task.WaitAsync(Patience));
        await outgoing.WaitForHangupAsync().WaitAsync(Patience);
    }

    // What stands above has more lines: ports of a test, and what it looks at.
    [Fact]
    public void The_page_has_the_programs_that_are_run_here()
    {
        var page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Babble", "from-babble.md"));
        var programs = CodeBlock().Matches(page[page.IndexOf("## Its programs", StringComparison.Ordinal)..]);
        Assert.Equal(3, programs.Count);
        var source = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Calls", "BabbleProgramTests.cs")).Select(line => line.Trim()).GetEnumerator();
        foreach (var line in programs.SelectMany(program => program.Groups[1].Value.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            while (source.Current != line)
            {
                Assert.True(source.MoveNext(), $"It is not run: {line}");
            }
            source.MoveNext();
        }
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
