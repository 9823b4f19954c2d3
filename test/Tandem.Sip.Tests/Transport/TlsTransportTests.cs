using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tandem.Sip.Tests.Messages;
using Tandem.Sip.Transport;

namespace Tandem.Sip.Tests.Transport;

public sealed class TlsTransportTests : IDisposable
{
    private static readonly string Message = Samples.Options("Content-Length: 0\r\n");

    private readonly TestAuthority _authority = new();

    [Fact]
    public async Task A_request_and_its_answer_share_an_encrypted_connection()
    {
        using var a = Listen("a.test");
        using var b = Listen("b.test");
        Assert.True(a.Send(Message, b, "b.test"));
        var (remote, received) = await b.ReceiveAsync();
        Assert.Equal(Message, received);
        Assert.True(b.Transport.Send(Encoding.UTF8.GetBytes(Message), remote));

        Assert.Equal(Message, (await a.ReceiveAsync()).Message);
        Assert.Equal((1, 1), (a.Transport.Connections, b.Transport.Connections));
    }

    [Fact]
    public async Task A_host_that_proves_another_name_gets_nothing()
    {
        using var a = Listen("a.test");
        using var b = Listen("b.test");
        Assert.True(a.Send(Message, b, "c.test"));

        Assert.Equal(Message, await a.UndeliveredAsync());
        Assert.False(a.Transport.IsOpen(b.EndPoint));
    }

    [Fact]
    public async Task A_wildcard_proves_no_host()
    {
        using var a = Listen("a.test");
        using var b = new TlsUnderTest(_authority, _authority.WritePem("wild.pem", "*.b.test"));
        Assert.True(a.Send(Message, b, "sip.b.test"));

        Assert.Equal(Message, await a.UndeliveredAsync());
    }

    [Fact]
    public async Task A_connection_is_shared_by_all_hosts_that_its_certificate_names_and_no_others()
    {
        using var a = Listen("a.test");
        using var b = Listen("b.test", "127.0.0.1", "c.test");
        Assert.True(a.Send(Message, b, host: null));
        await b.ReceiveAsync();
        Assert.True(a.Send(Message, b, "c.test"));
        await b.ReceiveAsync();

        Assert.False(a.Send(Message, b, "d.test"));
        Assert.Equal(1, b.Transport.Connections);
    }

    [Fact]
    public async Task A_certificate_of_an_authority_that_is_not_trusted_is_none()
    {
        using var others = new TestAuthority();
        using var a = Listen("a.test");
        using var b = new TlsUnderTest(others, others.WritePem("b.pem", "b.test"));
        Assert.True(a.Send(Message, b, "b.test"));

        Assert.Equal(Message, await a.UndeliveredAsync());
    }

    [Fact]
    public async Task A_new_certificate_is_shown_to_new_connections_while_old_ones_go_on()
    {
        using var a = Listen("a.test");
        await using var before = await a.ConnectAsync();
        await before.WriteAsync(Encoding.UTF8.GetBytes(Message));
        await a.ReceiveAsync();
        _authority.WritePem("a.test.pem", "renewed.test");
        Assert.Null(await a.RefreshAsync());
        await using var after = await a.ConnectAsync();

        Assert.Equal("CN=a.test", before.RemoteCertificate!.Subject);
        Assert.Equal("CN=renewed.test", after.RemoteCertificate!.Subject);
        await before.WriteAsync(Encoding.UTF8.GetBytes(Message));
        Assert.Equal(Message, (await a.ReceiveAsync()).Message);
    }

    [Fact]
    public async Task A_new_file_that_is_no_certificate_changes_nothing_and_is_told()
    {
        using var a = Listen("a.test");
        _authority.Write("a.test.pem", path => File.WriteAllText(path, "half of a certifi"));

        Assert.IsAssignableFrom<CryptographicException>(await a.RefreshAsync());
        await using var peer = await a.ConnectAsync();
        Assert.Equal("CN=a.test", peer.RemoteCertificate!.Subject);
    }

    [Fact]
    public async Task A_pfx_file_serves_as_well()
    {
        using var a = new TlsUnderTest(_authority, _authority.WritePfx("a.pfx", "secret", "a.test"), password: "secret");
        await using var peer = await a.ConnectAsync();

        Assert.Equal("CN=a.test", peer.RemoteCertificate!.Subject);
        Assert.ThrowsAny<CryptographicException>(() => SipCertificate.Load(_authority.PathOf("a.pfx"), password: "wrong"));
    }

    [Theory]
    [InlineData(ClientCertificateMode.Allowed, "none", true)]
    [InlineData(ClientCertificateMode.Allowed, "stranger", false)]
    [InlineData(ClientCertificateMode.Required, "none", false)]
    [InlineData(ClientCertificateMode.Required, "good", true)]
    public async Task Peers_prove_who_they_are_where_that_is_asked(ClientCertificateMode mode, string shown, bool isTaken)
    {
        using var others = new TestAuthority();
        using var a = Listen(mode, "a.test");
        using var own = shown switch
        {
            "good" => X509CertificateLoader.LoadPkcs12FromFile(_authority.WritePfx("peer.pfx", "p", "peer.test"), "p"),
            "stranger" => X509CertificateLoader.LoadPkcs12FromFile(others.WritePfx("peer.pfx", "p", "peer.test"), "p"),
            _ => null,
        };
        Assert.Equal(isTaken, await IsTakenAsync(a, own));
    }

    [Fact]
    public async Task Who_does_not_speak_TLS_is_cut_off()
    {
        using var a = Listen("a.test");
        using var peer = await TcpPeer.ConnectAsync(a.EndPoint);
        await peer.SendAsync(Message);

        await peer.AssertClosedAsync();
    }

    [Fact]
    public async Task Who_begins_a_handshake_and_stops_is_let_go()
    {
        using var a = Listen("a.test");
        using var peer = await TcpPeer.ConnectAsync(a.EndPoint);
        await peer.SendAsync(new byte[] { 22, 3, 1, 1, 0, 1, 0 });
        while (a.Transport.Connections == 0)
        {
            await Task.Yield();
        }
        a.Clock.Advance(TimeSpan.FromSeconds(21));

        await peer.AssertClosedAsync();
        Assert.Equal(0, a.Transport.Connections);
    }

    public void Dispose() => _authority.Dispose();

    private static async Task<bool> IsTakenAsync(TlsUnderTest a, X509Certificate2? own)
    {
        try
        {
            // With TLS 1.3 the peer believes that it is through before we have looked at what it showed.
            await using var peer = await a.ConnectAsync(own);
            await peer.WriteAsync(Encoding.UTF8.GetBytes("\r\n\r\n"));
            return await peer.ReadAsync(new byte[2]).AsTask().WaitAsync(TcpPeer.Patience) > 0;
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            return false;
        }
    }

    private TlsUnderTest Listen(params string[] hosts) => Listen(ClientCertificateMode.None, hosts);

    private TlsUnderTest Listen(ClientCertificateMode clients, params string[] hosts) => new(_authority, _authority.WritePem($"{hosts[0]}.pem", hosts), clients);
}
