using System.Net;
using System.Threading.Channels;
using Tandem.Phone.Registration;
using Tandem.Sip.Testing;
using Tandem.Sip.Transport;

namespace Tandem.Phone.Tests.Registration;

/// <summary>A phone's registration, as a program sees it.</summary>
public sealed class PhoneRegistrationTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly Channel<RegistrationChange> _changes = Channel.CreateUnbounded<RegistrationChange>();

    [Fact]
    public async Task It_is_told_when_it_is_lost_and_when_it_is_back()
    {
        using var far = new FarSide { Registration = 200 };
        var phone = Phone(far.EndPoint, SipProtocol.Udp);
        Assert.False(phone.IsRegistered);
        Assert.Equal(200, await phone.RegisterAsync().Soon());
        Assert.True(phone.IsRegistered);
        Assert.Equal(new RegistrationChange(true, 200), await ChangeAsync());

        far.Registration = 503;
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(new RegistrationChange(false, 503), await ChangeAsync());
        Assert.False(phone.IsRegistered);
        far.Registration = 200;
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new RegistrationChange(true, 200), await ChangeAsync());
        Assert.True(phone.IsRegistered);

        Assert.Equal(200, await phone.UnregisterAsync().Soon());
        Assert.Equal(new RegistrationChange(false, 200), await ChangeAsync());
        Assert.False(phone.IsRegistered);
        await phone.DisposeAsync();
    }

    [Fact]
    public async Task A_connection_that_is_lost_is_opened_again()
    {
        var far = new FarSide(new TcpTransport(new IPEndPoint(IPAddress.Loopback, 0))) { Registration = 200 };
        var server = far.EndPoint;
        var phone = Phone(server, SipProtocol.Tcp);
        Assert.Equal(200, await phone.RegisterAsync().Soon());
        Assert.Equal(new RegistrationChange(true, 200), await ChangeAsync());
        far.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(5));
        // 408 where the request still went out by the connection that was lost.
        Assert.Contains((await ChangeInTimeAsync()).StatusCode, new[] { 408, 503 });
        Assert.False(phone.IsRegistered);

        using var again = new FarSide(new TcpTransport(server)) { Registration = 200 };
        while (!phone.IsRegistered)
        {
            await ChangeInTimeAsync();
        }
        Assert.Equal(200, await phone.UnregisterAsync().Soon());
        await phone.DisposeAsync();
    }

    [Fact]
    public async Task A_handler_that_throws_is_nothing_to_the_registration()
    {
        using var far = new FarSide { Registration = 200 };
        var phone = Phone(far.EndPoint, SipProtocol.Udp);
        phone.RegistrationChanged += _ => throw new InvalidOperationException("a handler's fault");
        Assert.Equal(200, await phone.RegisterAsync().Soon());
        Assert.Equal("REGISTER 600", await far.SaidAsync());
        Assert.Equal(new RegistrationChange(true, 200), await ChangeAsync());
        _clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("REGISTER 600", await far.SaidAsync());
        Assert.Equal(200, await phone.UnregisterAsync().Soon());
        await phone.DisposeAsync();
    }

    [Fact]
    public async Task The_validity_asked_for_is_the_phones()
    {
        using var far = new FarSide { Registration = 200 };
        await using var phone = new SipPhone(PhonePair.Options() with { Server = far.EndPoint, Expires = TimeSpan.FromSeconds(77.7) });
        await phone.RegisterAsync().Soon();

        Assert.Equal("REGISTER 77", await far.SaidAsync());
    }

    [Fact]
    public async Task An_exchange_takes_the_right_password_and_refuses_a_wrong_one_with_403()
    {
        await using var exchange = await Exchange.StartAsync();
        await using var wrong = new SipPhone(new PhoneOptions { User = "101", Password = "guessed", Server = exchange.EndPoint });
        await using var right = exchange.Phone("101");

        Assert.Equal(403, await wrong.RegisterAsync().Soon());
        Assert.Equal(200, await right.RegisterAsync().Soon());
        Assert.Equal((false, true), (wrong.IsRegistered, right.IsRegistered));
        Assert.Equal(200, await right.UnregisterAsync().Soon());
    }

    private SipPhone Phone(IPEndPoint server, SipProtocol protocol)
    {
        var phone = new SipPhone(PhonePair.Options() with { Server = server, Protocol = protocol }, timeProvider: _clock);
        phone.RegistrationChanged += change => _changes.Writer.TryWrite(change);
        return phone;
    }

    /// <summary>What changes next, as the phone's time goes by.</summary>
    private async Task<RegistrationChange> ChangeInTimeAsync()
    {
        RegistrationChange? change = null;
        await Waiting.UntilAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return _changes.Reader.TryRead(out change);
        });
        return change!;
    }

    private Task<RegistrationChange> ChangeAsync() => _changes.Reader.ReadAsync().AsTask().Soon();
}
