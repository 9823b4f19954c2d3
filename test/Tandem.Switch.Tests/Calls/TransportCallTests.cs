using System.Net;
using System.Text;
using Tandem.Media.Tones;
using Tandem.Pbx.Commands;
using Tandem.Phone;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Tests.Calls;

/// <summary>Calls over TCP, over IPv6 and between unlike phones.</summary>
public sealed class TransportCallTests
{
    private static readonly TimeSpan Patience = TestExchange.Patience;
    private static readonly IPAddress[] BothFamilies = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    [Theory]
    [InlineData(SipProtocol.Tcp, SipProtocol.Tcp)]
    [InlineData(SipProtocol.Tcp, SipProtocol.Udp)]
    [InlineData(SipProtocol.Udp, SipProtocol.Tcp)]
    public async Task Phones_call_each_other_whatever_their_transport(SipProtocol callers, SipProtocol callees)
    {
        await using var exchange = await TestExchange.StartAsync();
        var alice = await exchange.RegisteredAsync("101", options => options with { Protocol = callers });
        var bob = await exchange.RegisteredAsync("102", options => options with { Protocol = callees });

        await exchange.TalkAsync(alice, bob);
        var protocols = exchange.Switch.Trace.Find(exchange.Switch.Trace.Calls()[0].Id).Select(message => message.Protocol).Distinct();
        Assert.Equal(new[] { callers, callees }.Distinct().Order(), protocols.Order());
    }

    [Theory]
    [InlineData(SipProtocol.Udp)]
    [InlineData(SipProtocol.Tcp)]
    public async Task Phones_call_each_other_over_IPv6(SipProtocol protocol)
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Addresses = [IPAddress.IPv6Loopback] });
        var alice = await exchange.RegisteredAsync("101", options => Over6(exchange, options) with { Protocol = protocol });
        var bob = await exchange.RegisteredAsync("102", options => Over6(exchange, options) with { Protocol = protocol });

        await exchange.TalkAsync(alice, bob);
        var messages = exchange.Switch.Trace.Find(exchange.Switch.Trace.Calls()[0].Id).Select(message => Encoding.UTF8.GetString(message.Bytes.Span)).ToList();
        Assert.All(messages, message => Assert.Contains(" [::1]:", message.Split("\r\n").First(line => line.StartsWith("Via:", StringComparison.Ordinal)), StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains("c=IN IP6 ::1\r\n", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Contains(";received=::1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Phones_of_both_address_families_call_each_other()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Addresses = BothFamilies });
        var four = await exchange.RegisteredAsync("101");
        var six = await exchange.RegisteredAsync("102", options => Over6(exchange, options) with { Protocol = SipProtocol.Tcp });

        await exchange.TalkAsync(four, six);
        await exchange.TalkAsync(six, four);
        Assert.Single(exchange.Switch.EndPoints.Select(endPoint => endPoint.Port).Distinct());
        Assert.Equal(4, exchange.Switch.EndPoints.Count);
    }

    [Fact]
    public async Task A_call_outlives_its_connection_and_ends_over_a_new_one()
    {
        await using var exchange = await TestExchange.StartAsync();
        await using var cable = new CuttableCable(exchange.EndPoint);
        var alice = await exchange.RegisteredAsync("101", options => options with { Protocol = SipProtocol.Tcp, Server = cable.EndPoint });
        var bob = await exchange.RegisteredAsync("102", options => options with { AutoAnswer = true });
        var outgoing = await alice.CallAsync("102");
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        var incoming = await bob.WaitForCallAsync().WaitAsync(Patience);
        await exchange.UntilAsync(state => state.Channels.Count(channel => channel.State is Pbx.Model.ChannelState.Bridged) == 2);
        cable.Cut();
        incoming.Play(new ToneSource(880));
        await TestExchange.HearsAsync(outgoing, 880);
        await outgoing.HangupAsync();

        Assert.Equal(SessionEndKind.RemoteBye, (await incoming.WaitForHangupAsync().WaitAsync(Patience)).Kind);
        await exchange.UntilAsync(state => state.Channels.Count == 0 && state.Conversations.Count == 0);
    }

    [Fact]
    public async Task A_bye_to_a_phone_whose_connection_is_gone_goes_to_where_it_listens()
    {
        await using var exchange = await TestExchange.StartAsync();
        await using var cable = new CuttableCable(exchange.EndPoint);
        var alice = await exchange.RegisteredAsync("101", options => options with { Protocol = SipProtocol.Tcp, Server = cable.EndPoint });
        var outgoing = await alice.CallAsync("600");
        Assert.Equal(200, await outgoing.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.UntilAsync(state => state.Channels.Any(channel => channel.State is Pbx.Model.ChannelState.InApplication));
        cable.Cut();
        await exchange.Switch.ExecuteAsync(new HangUpCommand(exchange.Switch.Model.Snapshot().Conversations.Single().Id));

        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().WaitAsync(Patience)).Kind);
    }

    [Fact]
    public async Task A_phone_that_is_gone_for_good_fails_its_call_at_once_and_leaves_nothing()
    {
        await using var exchange = await TestExchange.StartAsync();
        await using var cable = new CuttableCable(exchange.EndPoint);
        var alice = await exchange.RegisteredAsync("101");
        await using (var gone = new Registrar.TcpWire(cable.EndPoint, contactPort: 1))
        {
            await gone.RegisterAsync("102");
            cable.Cut();
        }
        var call = await alice.CallAsync("102");

        Assert.Equal(502, await call.WaitForAnswerAsync().WaitAsync(Patience));
        await exchange.UntilAsync(state => state.Channels.Count == 0 && state.Conversations.Count == 0);
    }

    [Fact]
    public async Task An_exchange_listens_only_where_and_how_it_is_told()
    {
        await using var exchange = await TestExchange.StartAsync(options => options with { Transports = [SipProtocol.Tcp] });
        Assert.Single(exchange.Switch.EndPoints);
        using var second = new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0));
        await using var media = new Media.MediaEngine(new Media.MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 1 });
        await using var other = new SipSwitch(media, exchange.Accounts, new SwitchOptions { Addresses = [IPAddress.Loopback], Port = second.LocalEndPoint.Port });

        var exception = await Assert.ThrowsAsync<SwitchStartException>(() => other.StartAsync());
        Assert.Equal(SipProtocol.Tcp, exception.Protocol);
    }

    private static PhoneOptions Over6(TestExchange exchange, PhoneOptions options) =>
        options with { Address = IPAddress.IPv6Loopback, Server = exchange.EndPoint6 };
}
