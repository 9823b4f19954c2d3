using System.Net;
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
public sealed class BabbleProgramTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;

    [Fact]
    public async Task The_exchange_that_registers_phones_and_gives_calls_to_a_program()
    {
        await using var media = new MediaEngine(TestExchange.SystemPorts);
        var taken = new TaskCompletionSource<string?>();
        var accounts = new AccountDirectory();
        accounts.Set(new SipAccount("1000", "", "default", DigestHash.Ha1(DigestAlgorithm.Md5, "1000", "pbx.example", "1123654"), null));
        await using var exchange = new SipSwitch(media, accounts, new SwitchOptions
        {
            Addresses = [IPAddress.Loopback],
            Port = 0,
            Realm = "pbx.example",
            Codecs = [AudioCodec.Pcmu, AudioCodec.Pcma],
            Transcode = true,
            Registrar = new RegistrarOptions { MinExpires = 60, DefaultExpires = 3600 },
        });
        exchange.OnCall("regex:.*", call =>
        {
            taken.SetResult(call.Caller.Number);
            return call.BusyAsync();
        });
        await exchange.StartAsync();
        await using var phone = new SipPhone(new PhoneOptions { User = "1000", Password = "1123654", Server = exchange.EndPoints[0] });
        Assert.Equal(200, await phone.RegisterAsync().WaitAsync(Patience));
        var call = await phone.CallAsync("anything");

        Assert.Equal("1000", await taken.Task.WaitAsync(Patience));
        Assert.Equal(486, await call.WaitForAnswerAsync().WaitAsync(Patience));
    }

    [Fact]
    public async Task The_echo_that_asks_who_calls()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { AnonymousNumbers = [NumberPattern.Parse("700")] });
        exchange.Switch.OnCall("700", async call =>
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
        var call = await exchange.Phone("101").CallAsync("700");
        Assert.Equal(200, await call.WaitForAnswerAsync().WaitAsync(Patience));
        call.Play(new ToneSource(440));

        await TestExchange.HearsAsync(call, 440);
    }

    [Fact]
    public async Task The_prompt_that_asks_for_a_digit()
    {
        var prompt = Path.GetTempFileName();
        try
        {
            var samples = new short[8000];
            new ToneSource(600).Read(samples);
            WaveWriter.Write(prompt, new PcmAudio(8000, samples));
            await using var exchange = await TestExchange.StartAsync();
            var pressed = new TaskCompletionSource<string>();
            exchange.Switch.OnCall("700", async call =>
            {
                await call.AnswerAsync();
                await call.Audio.PlayAsync(prompt);
                call.Audio.Echo();
                pressed.SetResult((await call.WaitForDigitsAsync("[0-1]")).Digits);
            });
            var call = await (await exchange.RegisteredAsync("101")).CallAsync("700");
            await TestExchange.HearsAsync(call, 600);
            call.SendDigits("71");

            Assert.Equal("1", await pressed.Task.WaitAsync(Patience));
        }
        finally
        {
            File.Delete(prompt);
        }
    }
}
