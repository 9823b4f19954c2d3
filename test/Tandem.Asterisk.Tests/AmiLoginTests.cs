using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tandem.Asterisk.Listeners;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests;

public sealed class AmiLoginTests
{
    [Theory]
    [InlineData(AmiAuthentication.Md5)]
    [InlineData(AmiAuthentication.Plain)]
    public async Task A_user_logs_in(AmiAuthentication authentication)
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync(options => options with { Authentication = authentication });
        Assert.Equal(AmiConnectionState.Connected, ami.State);
        Assert.True(await ami.PingAsync() >= TimeSpan.Zero);
    }

    [Fact]
    public async Task The_secret_does_not_cross_the_network_unless_told_so()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync();
        Assert.DoesNotContain(fake.Received, action => action.ToString().Contains(fake.Options.Secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Asterisk Call Manager/1.1")]
    [InlineData("Asterisk Call Manager/12.0.0")]
    [InlineData("Anything at all")]
    public async Task Any_banner_will_do(string banner)
    {
        await using var fake = FakeAsterisk.Start(new FakeAsteriskOptions { Banner = banner });
        await using var ami = await fake.ConnectAsync();
        Assert.Equal(banner, ami.Banner?.Text);
        await ami.PingAsync();
    }

    [Fact]
    public async Task FullyBooted_is_not_waited_for()
    {
        await using var fake = FakeAsterisk.Start(new FakeAsteriskOptions { SendsFullyBooted = false });
        await using var ami = await fake.ConnectAsync();
        await ami.PingAsync();
    }

    [Fact]
    public async Task FullyBooted_reaches_a_listener_that_is_there_before_the_connection()
    {
        await using var fake = FakeAsterisk.Start();
        AmiEventStream? events = null;
        await using var ami = AmiClient.Start(fake.Quick(), client => events = client.EventsAsync("FullyBooted"));
        await foreach (var booted in events!.WithCancellation(new CancellationTokenSource(TestClient.Patience).Token))
        {
            Assert.Equal("100", booted["Uptime"]);
            break;
        }
    }

    [Theory]
    [InlineData(AmiAuthentication.Md5)]
    [InlineData(AmiAuthentication.Plain)]
    public async Task A_wrong_secret_is_told_as_such(AmiAuthentication authentication)
    {
        await using var fake = FakeAsterisk.Start();
        var refused = await Assert.ThrowsAsync<AmiAuthenticationException>(() => fake.ConnectAsync(options => options with { Secret = "wrong", Authentication = authentication }));
        Assert.Contains("'admin'", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_ends_reconnecting()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = AmiClient.Start(fake.Quick() with { Secret = "wrong" });
        var events = ami.EventsAsync();
        await ami.Closed.WaitAsync(TestClient.Patience);
        Assert.Equal(AmiConnectionState.Closed, ami.State);
        Assert.IsType<AmiAuthenticationException>(ami.Reason);
        Assert.IsType<AmiAuthenticationException>((await Assert.ThrowsAsync<AmiDisconnectedException>(() => ami.WaitUntilConnectedAsync())).InnerException);
        Assert.IsType<AmiAuthenticationException>((await Assert.ThrowsAsync<AmiDisconnectedException>(() => ami.PingAsync())).InnerException);
        await Assert.ThrowsAsync<AmiAuthenticationException>(async () => await events.GetAsyncEnumerator().MoveNextAsync());
        Assert.Equal(1, fake.Connections);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_unreachable()
    {
        var fake = FakeAsterisk.Start();
        await fake.DisposeAsync();
        var failure = await Assert.ThrowsAsync<AmiConnectException>(() => fake.ConnectAsync());
        Assert.Equal(AmiConnectFailure.Unreachable, failure.Failure);
        Assert.Contains($"127.0.0.1:{fake.Port}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes_before_its_banner_may_be_tried_again()
    {
        await using var fake = FakeAsterisk.Start();
        fake.RefusesLogins = true;
        Assert.Equal(AmiConnectFailure.Closed, (await Assert.ThrowsAsync<AmiConnectException>(() => fake.ConnectAsync())).Failure);
        fake.RefusesLogins = false;
        await using var ami = await fake.ConnectAsync();
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var options = new AmiClientOptions { Port = ((IPEndPoint)silent.LocalEndpoint).Port, Username = "a", Secret = "b", ConnectTimeout = TimeSpan.FromMilliseconds(50) };
        Assert.Equal(AmiConnectFailure.TimedOut, (await Assert.ThrowsAsync<AmiConnectException>(() => AmiClient.ConnectAsync(options))).Failure);
    }

    [Fact]
    public async Task Connecting_can_be_given_up()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        using var cancellation = new CancellationTokenSource();
        var connecting = AmiClient.ConnectAsync(new AmiClientOptions { Port = ((IPEndPoint)silent.LocalEndpoint).Port, Username = "a", Secret = "b" }, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Another_reason_to_refuse_a_login_is_told()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var connecting = AmiClient.ConnectAsync(new AmiClientOptions { Port = ((IPEndPoint)other.LocalEndpoint).Port, Username = "a", Secret = "b", Authentication = AmiAuthentication.Plain });
        using var client = await other.AcceptTcpClientAsync();
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("Asterisk Call Manager/9.0.0\r\nResponse: Error\r\nMessage: Login Already In Use\r\n\r\n"));
        var refused = await Assert.ThrowsAsync<AmiConnectException>(() => connecting.WaitAsync(TestClient.Patience));
        Assert.Equal((AmiConnectFailure.LoginRefused, true), (refused.Failure, refused.Message.Contains("Login Already In Use", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Host", "")]
    [InlineData("Port", "0")]
    [InlineData("Username", "a\r\nAction: Originate")]
    [InlineData("Secret", "a\nb")]
    [InlineData("ConnectTimeout", "0")]
    [InlineData("Reconnect.Jitter", "2")]
    [InlineData("Tls.PinnedFingerprint", "xyz")]
    public async Task A_setting_that_cannot_be_is_named(string key, string value)
    {
        var options = new AmiClientOptions { Username = "a", Secret = "b" };
        options = key switch
        {
            "Host" => options with { Host = value },
            "Port" => options with { Port = int.Parse(value, null) },
            "Username" => options with { Username = value },
            "Secret" => options with { Secret = value },
            "ConnectTimeout" => options with { ConnectTimeout = TimeSpan.Zero },
            "Reconnect.Jitter" => options with { Reconnect = new AmiReconnectOptions { Jitter = 2 } },
            _ => options with { Tls = new AmiTlsOptions { PinnedFingerprint = value } },
        };
        Assert.StartsWith($"{key} ", (await Assert.ThrowsAsync<ArgumentException>(() => AmiClient.ConnectAsync(options))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_events_wanted_are_told_at_the_login()
    {
        await using var fake = FakeAsterisk.Start();
        await using var ami = await fake.ConnectAsync(options => options with { Events = AmiEventClasses.Call | AmiEventClasses.Agent });
        Assert.Equal("call,agent", (await fake.ReceivedAsync("Login"))["Events"]);
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_refused()
    {
        using var certificate = Certificate("localhost");
        await using var fake = FakeAsterisk.Start(new FakeAsteriskOptions { Certificate = certificate });
        var refused = await Assert.ThrowsAsync<AmiConnectException>(() => fake.ConnectAsync(options => options with { Tls = new AmiTlsOptions() }));
        Assert.Equal(AmiConnectFailure.Tls, refused.Failure);
    }

    [Fact]
    public async Task A_trusted_authority_and_the_right_name_are_accepted_and_a_wrong_name_is_not()
    {
        using var certificate = Certificate("pbx.example");
        await using var fake = FakeAsterisk.Start(new FakeAsteriskOptions { Certificate = certificate });
        var tls = new AmiTlsOptions { TrustedAuthorities = [certificate], ServerName = "pbx.example" };
        await using (var ami = await fake.ConnectAsync(options => options with { Tls = tls }))
        {
            await ami.PingAsync();
        }
        await Assert.ThrowsAsync<AmiConnectException>(() => fake.ConnectAsync(options => options with { Tls = tls with { ServerName = "other.example" } }));
    }

    [Fact]
    public async Task A_pinned_certificate_is_accepted_and_no_other()
    {
        using var certificate = Certificate("whatever");
        await using var fake = FakeAsterisk.Start(new FakeAsteriskOptions { Certificate = certificate });
        var pin = string.Join(':', SHA256.HashData(certificate.RawData).Select(part => part.ToString("X2", null)));
        await using (var ami = await fake.ConnectAsync(options => options with { Tls = new AmiTlsOptions { PinnedFingerprint = pin } }))
        {
            await ami.PingAsync();
        }
        await Assert.ThrowsAsync<AmiConnectException>(() => fake.ConnectAsync(options => options with { Tls = new AmiTlsOptions { PinnedFingerprint = new string('a', 64) } }));
    }

    [Fact]
    public async Task A_client_shows_its_certificate_where_it_is_asked_for()
    {
        using var certificate = Certificate("localhost");
        using var ours = Certificate("hub");
        await using var fake = FakeAsterisk.Start(new FakeAsteriskOptions { Certificate = certificate, RequiresClientCertificate = true });
        var pin = Convert.ToHexString(SHA256.HashData(certificate.RawData));
        await using (var ami = await fake.ConnectAsync(options => options with { Tls = new AmiTlsOptions { PinnedFingerprint = pin, ClientCertificate = ours } }))
        {
            await ami.PingAsync();
        }
        await Assert.ThrowsAsync<AmiConnectException>(() => fake.ConnectAsync(options => options with { Tls = new AmiTlsOptions { PinnedFingerprint = pin } }));
    }

    [Fact]
    public void The_port_is_that_of_TLS_where_there_is_TLS()
    {
        var options = new AmiClientOptions { Username = "a", Secret = "b" };
        Assert.Equal((5038, 5039, 1), (options.Port, (options with { Tls = new AmiTlsOptions() }).Port, (options with { Port = 1, Tls = new AmiTlsOptions() }).Port));
        Assert.DoesNotContain("b", options.ToString().Replace("127", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
    }
}
