using System.Net;
using System.Net.Sockets;
using Tandem.Phone.Calls;
using Tandem.Phone.Tests.Calls;
using Tandem.Sip.Dialogs;
using Tandem.Sip.Testing;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests;

/// <summary>The end of a phone: what the other side hears, and what waits end with.</summary>
public sealed class DisposeTests
{
    [Theory]
    [InlineData(SipProtocol.Udp, true)]
    [InlineData(SipProtocol.Udp, false)]
    [InlineData(SipProtocol.Tcp, true)]
    [InlineData(SipProtocol.Tcp, false)]
    public async Task Calls_that_are_up_are_hung_up(SipProtocol protocol, bool isCaller)
    {
        await using var phones = PhonePair.Create(protocol: protocol);
        var (outgoing, incoming) = await phones.TalkAsync();
        await (isCaller ? phones.Caller : phones.Called).DisposeAsync().AsTask().Soon();

        Assert.Equal(SessionEndKind.RemoteBye, (await (isCaller ? incoming : outgoing).WaitForHangupAsync().Soon()).Kind);
        Assert.Equal(SessionEndKind.LocalHangup, (await (isCaller ? outgoing : incoming).WaitForHangupAsync().Soon()).Kind);
    }

    [Theory]
    [InlineData(SipProtocol.Udp)]
    [InlineData(SipProtocol.Tcp)]
    public async Task A_call_that_is_just_on_its_way_is_cancelled(SipProtocol protocol)
    {
        await using var phones = PhonePair.Create(protocol: protocol);
        await phones.Caller.CallAsync("bob").Soon();
        await phones.Caller.DisposeAsync().AsTask().Soon();

        Assert.Equal(SessionEndKind.RemoteCancel, (await (await phones.Called.WaitForCallAsync().Soon()).WaitForHangupAsync().Soon()).Kind);
    }

    [Fact]
    public async Task A_call_that_is_just_answered_is_hung_up_all_the_same()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, incoming) = await phones.RingAsync();
        var answering = incoming.AnswerAsync();
        await phones.Called.DisposeAsync().AsTask().Soon();

        Assert.True(await answering.Soon());
        Assert.Equal(SessionEndKind.RemoteBye, (await outgoing.WaitForHangupAsync().Soon()).Kind);
    }

    [Fact]
    public async Task A_call_that_rings_is_refused()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, _) = await phones.RingAsync();
        await phones.Called.DisposeAsync().AsTask().Soon();

        Assert.Equal(480, await outgoing.WaitForAnswerAsync().Soon());
    }

    [Fact]
    public async Task Waits_for_calls_end_and_later_ones_too()
    {
        var phone = new SipPhone(PhonePair.Options());
        var waiting = phone.WaitForCallAsync();
        await phone.DisposeAsync().AsTask().Soon();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => phone.WaitForCallAsync().Soon());
    }

    [Fact]
    public async Task A_disposed_phone_says_so_and_its_calls_are_over()
    {
        await using var phones = PhonePair.Create();
        var (outgoing, _) = await phones.TalkAsync();
        var digit = outgoing.ReadDigitAsync();
        await phones.Caller.DisposeAsync().AsTask().Soon();

        await Assert.ThrowsAsync<InvalidOperationException>(() => digit.Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => phones.Caller.CallAsync("bob").Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => phones.Caller.RegisterAsync().Soon());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => phones.Caller.UnregisterAsync().Soon());
        Assert.Equal(("alice", false), (phones.Caller.User, phones.Caller.IsRegistered));
        await WrongStateTests.AssertOverAsync(outgoing);
    }

    [Fact]
    public async Task Disposing_twice_is_disposing_once()
    {
        var phone = new SipPhone(PhonePair.Options());
        await Task.WhenAll(phone.DisposeAsync().AsTask(), phone.DisposeAsync().AsTask()).Soon();
        await phone.DisposeAsync().AsTask().Soon();

        using var socket = new UdpClient(phone.EndPoint);
    }

    [Fact]
    public async Task A_phone_whose_other_side_is_gone_is_let_go_all_the_same()
    {
        var far = new FarSide();
        var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        var registering = phone.RegisterAsync();
        Assert.Equal("REGISTER 600", await far.SaidAsync());
        var (call, _) = await far.AnsweredAsync(phone);
        far.Dispose();
        await phone.DisposeAsync().AsTask().Soon();

        Assert.Equal(SessionEndKind.LocalHangup, (await call.WaitForHangupAsync().Soon()).Kind);
        Assert.Equal(487, await registering.Soon());
    }

    [Fact]
    public async Task A_registration_is_removed()
    {
        using var far = new FarSide { Registration = 200 };
        var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint });
        Assert.Equal(200, await phone.RegisterAsync().Soon());
        Assert.Equal("REGISTER 600", await far.SaidAsync());
        await phone.DisposeAsync().AsTask().Soon();

        Assert.Equal("REGISTER 0", await far.SaidAsync());
        Assert.False(phone.IsRegistered);
    }

    [Fact]
    public async Task A_clock_that_stands_still_does_not_hold_up_the_end()
    {
        using var far = new FarSide { Registration = 200 };
        var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint }, timeProvider: new ManualTimeProvider());
        Assert.Equal(200, await phone.RegisterAsync().Soon());
        far.Registration = null;
        await phone.DisposeAsync().AsTask().Soon();

        Assert.False(phone.IsRegistered);
    }

    [Fact]
    public async Task A_shared_media_engine_is_left_alone()
    {
        await using var media = new Media.MediaEngine(new Media.MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, Shards = 1 });
        await using var far = new SipPhone(PhonePair.Options(), media);
        await using (var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint }, media))
        {
            await phone.CallAsync("anybody").Soon();
        }

        Assert.True(media.TryOpen(new Media.MediaChannelOptions(), out var channel));
        channel.Close();
    }
}
