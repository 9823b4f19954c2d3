using System.Text;
using Tandem.Asterisk.Connections;
using Tandem.Asterisk.Testing;

namespace Tandem.Asterisk.Tests.Connections;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("Action: Login\r\nSecret: s3cret\r\nUsername: a\r\n", "Action: Login\r\nSecret: ***\r\nUsername: a\r\n")]
    [InlineData("Action: Login\r\nAuthType: MD5\r\nKey: 0123abcd\r\n", "Action: Login\r\nAuthType: MD5\r\nKey: ***\r\n")]
    [InlineData("Action: DBGet\r\nKey: 1001\r\n", "Action: DBGet\r\nKey: 1001\r\n")]
    [InlineData("Event: AuthDetail\r\nPassword: pw1001\r\nMd5Cred: x\r\nRealm: r\r\n", "Event: AuthDetail\r\nPassword: ***\r\nMd5Cred: ***\r\nRealm: r\r\n")]
    [InlineData("Line-000000-000001: secret=abc\r\nLine-000000-000002: context=x\r\n", "Line-000000-000001: secret=***\r\nLine-000000-000002: context=x\r\n")]
    [InlineData("UsingPassword: 1\r\nVariable: x\r\n", "UsingPassword: 1\r\nVariable: x\r\n")]
    public void Secrets_are_masked_and_nothing_else(string text, string masked) => Assert.Equal(masked, SecretMask.Apply(text));

    [Fact]
    public async Task No_secret_is_in_the_log_or_the_trace_of_what_is_sent()
    {
        var log = new CapturedLog();
        var trace = new Trace();
        await using var fake = FakeAsterisk.Start();
        await using (var ami = await fake.ConnectAsync(options => options with { Authentication = AmiAuthentication.Plain, LoggerFactory = log, Trace = trace }))
        {
            await fake.ReplayAsync(Transcripts.Load("05"));
            await ami.PingAsync();
        }
        Assert.Contains(log.Lines, line => line.Contains("Action: Login", StringComparison.Ordinal) && line.Contains("Secret: ***", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("Received\n", StringComparison.Ordinal) && line.Contains("Ping: Pong", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains(fake.Options.Secret, StringComparison.Ordinal));
        Assert.DoesNotContain(fake.Options.Secret, trace.Sent.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("opened Asterisk Call Manager/9.0.0\r\nResponse: Success\r\n", trace.Received.ToString(), StringComparison.Ordinal);
    }

    private sealed class Trace : IAmiTrace
    {
        public StringBuilder Received { get; } = new();

        public StringBuilder Sent { get; } = new();

        public void OnOpened() => Received.Append("opened ");

        public void OnReceived(ReadOnlySpan<byte> bytes) => Received.Append(Encoding.UTF8.GetString(bytes));

        public void OnSent(ReadOnlySpan<byte> bytes) => Sent.Append(Encoding.UTF8.GetString(bytes));
    }
}
