using System.Net;
using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;
using Tandem.Sip.Digest;
using Tandem.Sip.Transport;

namespace Tandem.Hub.Tests.Configuration;

public sealed class SwitchSettingsTests
{
    [Fact]
    public void By_default_both_transports_listen_on_IPv4_and_both_digests_are_offered()
    {
        var settings = Read();

        Assert.Equal([IPAddress.Any], settings.Switch.Addresses);
        Assert.Equal([SipProtocol.Udp, SipProtocol.Tcp], settings.Switch.Transports);
        Assert.Equal([DigestAlgorithm.Md5], settings.Switch.DigestAlgorithms);
    }

    [Fact]
    public void Lists_are_read_in_their_order()
    {
        var settings = Read(("Switch:Sip:Address", "0.0.0.0, ::"), ("Switch:Sip:Transports:0", "TCP"), ("Switch:DigestAlgorithms", "md5, sha-256"));

        Assert.Equal([IPAddress.Any, IPAddress.IPv6Any], settings.Switch.Addresses);
        Assert.Equal(IPAddress.Any, settings.Media.Address);
        Assert.Equal([SipProtocol.Tcp], settings.Switch.Transports);
        Assert.Equal([DigestAlgorithm.Md5, DigestAlgorithm.Sha256], settings.Switch.DigestAlgorithms);
    }

    [Fact]
    public void Limits_are_read_in_seconds_and_zero_is_none()
    {
        var settings = Read(("Switch:MediaTimeoutSeconds", "0"), ("Switch:MaxCallDurationSeconds", "3600"), ("Switch:MaxAuthFailuresPerMinute", "5"));

        Assert.Equal(TimeSpan.Zero, settings.Switch.MediaTimeout);
        Assert.Equal(TimeSpan.FromHours(1), settings.Switch.MaxCallDuration);
        Assert.Equal(5, settings.Switch.MaxAuthFailuresPerMinute);
        Assert.Equal(TimeSpan.FromSeconds(60), Read().Switch.MediaTimeout);
        Assert.Equal(TimeSpan.FromHours(4), Read().Switch.MaxCallDuration);
    }

    [Theory]
    [InlineData("Switch:MediaTimeoutSeconds", "-1", "Switch:MediaTimeoutSeconds is '-1'; allowed: a whole number from 0 to 86400.")]
    [InlineData("Switch:Sip:Transports", "udp, sctp", "Switch:Sip:Transports is 'sctp'; allowed: udp, tcp.")]
    [InlineData("Switch:DigestAlgorithms", "SHA-1", "Switch:DigestAlgorithms is 'SHA-1'; allowed: SHA-256, MD5.")]
    [InlineData("Switch:Sip:Address", "127.0.0.1, 10.0.0.1", "Switch:Sip:Address is '127.0.0.1, 10.0.0.1'; allowed: at most one IPv4 and one IPv6 address.")]
    public void A_wrong_value_is_named_with_what_is_allowed(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read((key, value))).Message);

    private static SwitchSettings Read(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build()).Switch;
}
