using System.Net;
using Tandem.Media;
using Tandem.Phone.Calls;
using Tandem.Sip.Digest;
using Tandem.Switch;
using Tandem.Switch.Directory;

namespace Tandem.Phone.Tests;

/// <summary>An exchange for what two phones cannot do alone, with the extensions 101 to 103.</summary>
internal sealed class Exchange : IAsyncDisposable
{
    private const string Realm = "phone.test";

    private readonly MediaEngine _media = new(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 1 });
    private readonly SipSwitch _switch;

    private Exchange()
    {
        var accounts = new AccountDirectory();
        foreach (var number in new[] { "101", "102", "103" })
        {
            accounts.Set(new SipAccount(number, "", "default", DigestHash.Ha1(DigestAlgorithm.Md5, number, Realm, PasswordOf(number)), null));
        }
        _switch = new SipSwitch(_media, accounts, new SwitchOptions { Addresses = [IPAddress.Loopback], Port = 0, Realm = Realm, MaxRequestsPerSecond = 0 });
    }

    public IPEndPoint EndPoint => _switch.EndPoints[0];

    public static string PasswordOf(string number) => $"secret-of-{number}";

    public static async Task<Exchange> StartAsync()
    {
        var exchange = new Exchange();
        await exchange._switch.StartAsync();
        return exchange;
    }

    public SipPhone Phone(string number) => new(new PhoneOptions { User = number, Password = PasswordOf(number), Server = EndPoint });

    public async Task<SipPhone> RegisteredAsync(string number)
    {
        var phone = Phone(number);
        Assert.Equal(200, await phone.RegisterAsync().Soon());
        return phone;
    }

    /// <summary>One phone calls another, which answers, and the exchange has connected them: before that it refuses transfers.</summary>
    public static async Task<(PhoneCall Outgoing, PhoneCall Incoming)> TalkAsync(SipPhone caller, SipPhone called)
    {
        var outgoing = await caller.CallAsync(called.User).Soon();
        var incoming = await called.WaitForCallAsync().Soon();
        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        await PhonePair.HearEachOtherAsync(outgoing, incoming);
        return (outgoing, incoming);
    }

    public async ValueTask DisposeAsync()
    {
        await _switch.DisposeAsync();
        await _media.DisposeAsync();
    }
}
