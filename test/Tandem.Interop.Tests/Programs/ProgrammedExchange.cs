using System.Net;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Sipp;
using Tandem.Media;
using Tandem.Phone;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch;
using Tandem.Switch.Calls.Dialling;
using Tandem.Switch.Directory;
using Tandem.Switch.Routing;

namespace Tandem.Interop.Tests.Programs;

/// <summary>An exchange within the test's process, with extension 101 and a program at 700 that anybody may call.</summary>
internal sealed class ProgrammedExchange : IAsyncDisposable
{
    private const string Realm = "tandem.test";

    private readonly MediaEngine _media = new(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0, Shards = 1 });
    private readonly AccountDirectory _accounts = new();

    private ProgrammedExchange() => Switch = new SipSwitch(_media, _accounts, new SwitchOptions
    {
        Addresses = [IPAddress.Loopback],
        Port = 0,
        Realm = Realm,
        AnonymousNumbers = [NumberPattern.Parse("700")],
    });

    public SipSwitch Switch { get; }

    public IPEndPoint EndPoint => Switch.EndPointOf(SipProtocol.Udp)!;

    public static async Task<ProgrammedExchange> StartAsync()
    {
        var exchange = new ProgrammedExchange();
        exchange._accounts.Set(new SipAccount("101", "Phone 101", "default", DigestHash.Ha1(DigestAlgorithm.Md5, "101", Realm, HubProcess.SecretOf("101")), Ha1Sha256: null));
        await exchange.Switch.StartAsync();
        return exchange;
    }

    /// <summary>A sipp that waits to be called.</summary>
    /// <param name="scenario">What it does then.</param>
    /// <param name="values">What stands in the scenario between at-signs.</param>
    public Task<SippCall> PhoneAsync(string scenario, params IEnumerable<(string Name, string Value)> values) => SippCall.Start(EndPoint, scenario, values).ListeningAsync();

    /// <summary>A phone of ours without an account.</summary>
    public SipPhone Caller() => new(new PhoneOptions { User = "anonymous", Server = EndPoint });

    /// <summary>Where to call a sipp.</summary>
    public static DialTarget Of(SippCall phone) => DialTarget.Contact(SipUri.Parse($"sip:4711@127.0.0.1:{phone.Port}"));

    public async ValueTask DisposeAsync()
    {
        await Switch.DisposeAsync();
        await _media.DisposeAsync();
    }
}
