using System.Net;
using Tandem.Media;
using Tandem.Sip.Dialogs;

namespace Tandem.Phone.Tests;

/// <summary>Calls that cannot be made: they fail for who makes them, and keep nothing.</summary>
public sealed class CallArgumentTests : IAsyncLifetime
{
    private readonly MediaEngine _media = new(PortsForOne());
    private readonly SipPhone _far = new(PhonePair.Options("far"));
    private SipPhone _phone = null!;

    public Task InitializeAsync()
    {
        _phone = new SipPhone(PhonePair.Options() with { Server = _far.EndPoint }, _media);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _phone.DisposeAsync();
        await _far.DisposeAsync();
        await _media.DisposeAsync();
    }

    [Fact]
    public async Task A_number_is_needed_and_an_address_must_be_one()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(() => _phone.CallAsync(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => _phone.CallAsync(""));
        await Assert.ThrowsAsync<ArgumentException>(() => _phone.CallAsync("sip:"));
        await Assert.ThrowsAsync<ArgumentException>(() => _phone.CallAsync("sip:two words@example.org"));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _phone.CallAsync("1", null!));
    }

    [Theory]
    [InlineData("X-A", "1\r\nX-B: 2")]
    [InlineData("X A", "1")]
    [InlineData("", "1")]
    public async Task A_header_that_is_none_fails_the_call_and_frees_its_port(string name, string value)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => _phone.CallAsync("1", (name, value)).Soon());

        await Waiting.UntilAsync(() => _media.HasFreePorts(1));
        Assert.True(await (await _phone.CallAsync("1", ("X-A", "1")).Soon()).WaitForRingingAsync().Soon());
    }

    [Fact]
    public async Task Without_a_free_port_no_call_is_made()
    {
        await _phone.CallAsync("1").Soon();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _phone.CallAsync("2").Soon());
    }

    [Fact]
    public async Task Without_a_free_port_calls_are_refused_with_503()
    {
        await _phone.CallAsync("1").Soon();
        await using var caller = new SipPhone(PhonePair.Options("alice") with { Server = _phone.EndPoint });
        var outgoing = await caller.CallAsync("bob").Soon();

        Assert.Equal(503, await outgoing.WaitForAnswerAsync().Soon());
        Assert.Equal(SessionEndKind.Rejected, (await outgoing.WaitForHangupAsync().Soon()).Kind);
    }

    // One pair that nobody has, below the ports that the system gives away.
    private static MediaOptions PortsForOne()
    {
        while (true)
        {
            var first = Random.Shared.Next(10_000, 15_000) * 2;
            var options = new MediaOptions { Address = IPAddress.Loopback, FirstPort = first, LastPort = first + 1, Shards = 1, PortReuseDelay = TimeSpan.Zero };
            try
            {
                using var rtp = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, first));
                using var rtcp = new System.Net.Sockets.UdpClient(new IPEndPoint(IPAddress.Loopback, first + 1));
                return options;
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Somebody has one of them: another pair.
            }
        }
    }
}
