using System.Net;
using Tandem.Media.Tones;
using Tandem.Phone.Calls;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests;

/// <summary>Two phones without an exchange: the server of the one is the other, over real sockets on loopback.</summary>
internal sealed class PhonePair : IAsyncDisposable
{
    private PhonePair(SipPhone caller, SipPhone called) => (Caller, Called) = (caller, called);

    public SipPhone Caller { get; }

    public SipPhone Called { get; }

    /// <summary>A port where nobody is.</summary>
    public static IPEndPoint Nowhere(IPAddress? address = null) => new(address ?? IPAddress.Loopback, 9);

    /// <summary>Options of a phone with nobody behind it.</summary>
    public static PhoneOptions Options(string user = "bob") => new() { User = user, Server = Nowhere() };

    public static PhonePair Create(
        Func<PhoneOptions, PhoneOptions>? caller = null, Func<PhoneOptions, PhoneOptions>? called = null, SipProtocol protocol = SipProtocol.Udp, bool isIPv6 = false)
    {
        var address = isIPv6 ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        PhoneOptions Of(string user, IPEndPoint server, Func<PhoneOptions, PhoneOptions>? configure)
        {
            var options = new PhoneOptions { User = user, Server = server, Address = address, Protocol = protocol };
            return configure?.Invoke(options) ?? options;
        }
        var bob = new SipPhone(Of("bob", Nowhere(address), called));
        return new PhonePair(new SipPhone(Of("alice", bob.EndPoint, caller)), bob);
    }

    /// <summary>The caller calls, and the other one rings.</summary>
    public async Task<(PhoneCall Outgoing, PhoneCall Incoming)> RingAsync(params (string Name, string Value)[] headers)
    {
        var outgoing = await Caller.CallAsync("bob", headers).Soon();
        var incoming = await Called.WaitForCallAsync().Soon();
        Assert.True(await outgoing.WaitForRingingAsync().Soon());
        return (outgoing, incoming);
    }

    /// <summary>The caller calls, and the other one answers.</summary>
    public async Task<(PhoneCall Outgoing, PhoneCall Incoming)> TalkAsync()
    {
        var (outgoing, incoming) = await RingAsync();
        Assert.True(await incoming.AnswerAsync().Soon());
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().Soon());
        return (outgoing, incoming);
    }

    /// <summary>Two sides of a call hear each other, by tones of their own.</summary>
    public static async Task HearEachOtherAsync(PhoneCall one, PhoneCall other)
    {
        one.Play(new ToneSource(520));
        other.Play(new ToneSource(730));
        await other.HearsAsync(520);
        await one.HearsAsync(730);
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Called.DisposeAsync();
    }
}
