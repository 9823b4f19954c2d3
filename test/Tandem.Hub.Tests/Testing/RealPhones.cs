using System.Net;
using Tandem.Media;
using Tandem.Media.Tones;
using Tandem.Phone;
using Tandem.Phone.Calls;
using Tandem.Sip.Digest;
using Tandem.Switch;
using Tandem.Switch.Applications;
using Tandem.Switch.Directory;
using Tandem.Switch.Notifications;

namespace Tandem.Hub.Tests.Testing;

/// <summary>The built-in exchange as a source <c>sip</c> of a hub, with an echo at 600 and phones that are real.</summary>
internal sealed class RealPhones : IAsyncDisposable
{
    private const string Secret = "secret";

    private readonly MediaEngine _media = new(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0, Shards = 1 });
    private readonly List<SipPhone> _phones = [];

    private RealPhones(SwitchOptions options, AccountDirectory accounts, IExtensionFeatureStore? features, IMailboxStore? mailboxes) =>
        Switch = new SipSwitch(_media, accounts, options, features: features, mailboxes: mailboxes);

    public SipSwitch Switch { get; }

    /// <summary>Starts an exchange with extensions 101 to 104, and adds it to a hub.</summary>
    public static async Task<RealPhones> StartAsync(
        TestHub hub, Func<SwitchOptions, SwitchOptions>? configure = null, IExtensionFeatureStore? features = null, IMailboxStore? mailboxes = null)
    {
        var options = new SwitchOptions { Name = "sip", Domain = TestHub.Domain, Realm = "r", Addresses = [IPAddress.Loopback], Port = 0 };
        var accounts = new AccountDirectory();
        var exchange = new RealPhones(configure?.Invoke(options) ?? options, accounts, features, mailboxes);
        exchange.Switch.OnCall("600", EchoApplication.RunAsync, EchoApplication.Name);
        await exchange.Switch.StartAsync();
        foreach (var number in new[] { "101", "102", "103", "104" })
        {
            var account = new SipAccount(number, $"Extension {number}", TestHub.Domain, DigestHash.Ha1(DigestAlgorithm.Md5, number, "r", Secret), null);
            accounts.Set(account);
            await exchange.Switch.ShowAccountAsync(account);
        }
        hub.Exchange.Add(exchange.Switch);
        return exchange;
    }

    /// <summary>A phone that is registered.</summary>
    public async Task<SipPhone> PhoneAsync(string number, bool answers = false)
    {
        var phone = new SipPhone(new PhoneOptions { User = number, Password = Secret, Server = Switch.EndPoints[0], AutoAnswer = answers }, _media);
        _phones.Add(phone);
        Assert.Equal(200, await phone.RegisterAsync().InTime());
        return phone;
    }

    /// <summary>A phone calls another one, which answers by itself.</summary>
    public static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> ConnectAsync(SipPhone caller, SipPhone called)
    {
        var outgoing = await caller.CallAsync(called.User);
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().InTime());
        return (outgoing, await called.WaitForCallAsync().InTime());
    }

    /// <summary>The leg of an extension, as commands name it.</summary>
    public string LegOf(string number) => Switch.Model.Snapshot().Channels.Single(channel => channel.Name == $"SIP/{number}").Id.ToString();

    /// <summary>Waits until two extensions talk with each other.</summary>
    public Task BridgedAsync(string one, string other) => Eventually.Async(() =>
    {
        var channels = Switch.Model.Snapshot().Channels;
        return Task.FromResult(channels.Any(channel => channel.Name == $"SIP/{one}" && channel.BridgedWith.Any(id => channels.Any(peer => peer.Id == id && peer.Name == $"SIP/{other}"))));
    });

    /// <summary>Hangs up the leg of an extension, and waits until it is gone.</summary>
    public async Task AtRestAsync(HttpClient client, string number)
    {
        var leg = LegOf(number);
        await Eventually.Async(async () => (await client.DeleteAsync($"/api/channels/{leg}")).IsSuccessStatusCode);
        await Eventually.Async(() => Task.FromResult(!Switch.Model.Snapshot().Channels.Any(channel => channel.Id.ToString() == leg)));
    }

    /// <summary>Waits until a call hears a tone.</summary>
    public static Task HearsAsync(PhoneCall call, double frequency) => Eventually.Async(() =>
        Task.FromResult(call.Heard.TryMeasure(out var tone) && Math.Abs(tone.Frequency - frequency) < 10 && tone.Share > 0.8));

    public async ValueTask DisposeAsync()
    {
        foreach (var phone in _phones)
        {
            await phone.DisposeAsync();
        }
        await Switch.DisposeAsync();
        await _media.DisposeAsync();
    }
}
