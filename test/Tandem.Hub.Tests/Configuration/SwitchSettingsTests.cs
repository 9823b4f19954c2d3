using System.Net;
using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;
using Tandem.Sip.Digest;
using Tandem.Sip.Tests.Transport;
using Tandem.Sip.Transport;
using Tandem.Switch.Calls.Holding;

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

    [Fact]
    public void An_empty_array_is_a_list_of_none() => Assert.Empty(Read(("Switch:Extensions", "")).Extensions);

    [Fact]
    public void Ringing_and_overload_have_limits_of_their_own()
    {
        Assert.Null(Read(("Switch:SessionTimerSeconds", "0")).Switch.SessionTimers);
        Assert.Equal(TimeSpan.FromSeconds(600), Read(("Switch:SessionTimerSeconds", "600")).Switch.SessionTimers!.Interval);
        var settings = Read(("Switch:RingTimeoutSeconds", "20"), ("Switch:OverloadQueueAgeMilliseconds", "250"), ("Switch:Rtp:MinFreePorts", "8"));

        Assert.Equal(TimeSpan.FromSeconds(20), settings.Switch.RingTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(250), settings.Switch.OverloadQueueAge);
        Assert.Equal(8, settings.Switch.MinFreePorts);
        Assert.Equal(TimeSpan.FromSeconds(60), Read().Switch.RingTimeout);
        Assert.Equal(TimeSpan.FromSeconds(1), Read().Switch.OverloadQueueAge);
        Assert.Null(Read().Switch.MinFreePorts);
    }

    [Theory]
    [InlineData("Switch:SessionTimerSeconds", "89", "Switch:SessionTimerSeconds is '89'; allowed: 0 for none, or 90 to 86400.")]
    [InlineData("Switch:RingTimeoutSeconds", "0", "Switch:RingTimeoutSeconds is '0'; allowed: a whole number from 1 to 600.")]
    [InlineData("Switch:Rtp:MinFreePorts", "x", "Switch:Rtp:MinFreePorts is 'x'; allowed: a whole number from 0 to 32000.")]
    [InlineData("Switch:MediaTimeoutSeconds", "-1", "Switch:MediaTimeoutSeconds is '-1'; allowed: a whole number from 0 to 86400.")]
    [InlineData("Switch:Sip:Transports", "udp, sctp", "Switch:Sip:Transports is 'sctp'; allowed: udp, tcp.")]
    [InlineData("Switch:DigestAlgorithms", "SHA-1", "Switch:DigestAlgorithms is 'SHA-1'; allowed: SHA-256, MD5.")]
    [InlineData("Switch:Sip:Address", "127.0.0.1, 10.0.0.1", "Switch:Sip:Address is '127.0.0.1, 10.0.0.1'; allowed: at most one IPv4 and one IPv6 address.")]
    public void A_wrong_value_is_named_with_what_is_allowed(string key, string value, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read((key, value))).Message);

    [Fact]
    public void The_registrar_has_settings_of_its_own()
    {
        var registrar = Read(
            ("Switch:Registrar:DefaultExpiresSeconds", "1800"), ("Switch:Registrar:RegPingSeconds", "30"), ("Switch:Registrar:StaleTimeSeconds", "180"),
            ("Switch:Registrar:OptionsPingSeconds", "60"), ("Switch:Registrar:ForceRPort", "true"), ("Switch:Registrar:AuthTimeoutSeconds", "5")).Switch.Registrar;

        Assert.Equal((1800u, 30u, 60u, 180u, 5u, true), (registrar.DefaultExpires, registrar.RegPing, registrar.OptionsPing, registrar.StaleTime!.Value, registrar.AuthTimeout, registrar.ForceRPort));
        Assert.Null(registrar.MinExpires);
    }

    [Theory]
    [InlineData("RegPingSeconds", "MinExpiresSeconds", "30", "60", "Switch:Registrar:RegPingSeconds and Switch:Registrar:MinExpiresSeconds: where phones are told how often to register, no wish of theirs is too short.")]
    [InlineData("StaleTimeSeconds", "OptionsPingSeconds", "10", "30", "Switch:Registrar:StaleTimeSeconds and Switch:Registrar:OptionsPingSeconds: a phone would be stale after 10, before it is asked after 30.")]
    [InlineData("StaleTimeSeconds", "RegPingSeconds", "10", "30", "Switch:Registrar:StaleTimeSeconds and Switch:Registrar:RegPingSeconds: a phone would be stale after 10, before it registers again after 30.")]
    [InlineData("MaxContacts", "OptionsPingSeconds", "1", "4", "Switch:Registrar:OptionsPingSeconds: is 4; allowed: 0 for none, or 5 to 86400.")]
    public void Settings_of_the_registrar_that_contradict_each_other_stop_the_start(string key, string other, string value, string otherValue, string message) =>
        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read(($"Switch:Registrar:{key}", value), ($"Switch:Registrar:{other}", otherValue))).Message);

    [Fact]
    public void Connected_calls_have_music_folders_and_a_code_to_pick_up()
    {
        var folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var settings = Read(
            ("Switch:MusicOnHold", "tone:350:1000"), ("Switch:ReferNeedsAuth", "true"), ("Switch:PickUpPrefix", "**"), ("Switch:Recordings", folder), ("Switch:Prompts", folder)).Switch;

        Assert.Equal((true, "**", folder, folder), (settings.ReferNeedsAuthentication, settings.PickUpPrefix, settings.Recordings, settings.Prompts));
        Assert.True(Directory.Exists(folder));
        Directory.Delete(folder);
        Assert.Same(MusicOnHold.None, Read(("Switch:MusicOnHold", "none")).Switch.MusicOnHold);
        Assert.Null(Read(("Switch:PickUpPrefix", "none")).Switch.PickUpPrefix);
        var standard = Read().Switch;
        Assert.Equal((MusicOnHold.Default, false, "*8", null, null), (standard.MusicOnHold, standard.ReferNeedsAuthentication, standard.PickUpPrefix, standard.Recordings, standard.Prompts));
    }

    [Theory]
    [InlineData("Switch:MusicOnHold", "/nowhere.wav", "Switch:MusicOnHold '/nowhere.wav' cannot be played: ")]
    [InlineData("Switch:MusicOnHold", "tone:loud", "Switch:MusicOnHold 'tone:loud' cannot be played: ")]
    [InlineData("Switch:PickUpPrefix", "8x", "Switch:PickUpPrefix is '8x'; allowed: 1 to 8 of 0 to 9, * and #, or none.")]
    [InlineData("Switch:Recordings", "/dev/null/x", "Switch:Recordings '/dev/null/x' cannot be used: ")]
    public void A_wrong_setting_of_connected_calls_is_named(string key, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<SettingsException>(() => Read((key, value))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_certificate_makes_TLS_listen()
    {
        using var authority = new TestAuthority();
        var path = authority.WritePem("hub.pem", "pbx.example");
        var tls = Read(("Switch:Tls:Certificate", path), ("Switch:Tls:ClientCertificates", "Allowed"), ("Switch:Tls:Authorities", path), ("Switch:Tls:Port", "5071")).Switch;

        Assert.Equal("CN=pbx.example", tls.Tls!.Certificate.Certificate.Subject);
        Assert.Equal(ClientCertificateMode.Allowed, tls.Tls.ClientCertificates);
        Assert.Equal(2, tls.Tls.TrustedAuthorities!.Count);
        Assert.Equal(5071, tls.TlsPort);
        Assert.Null(Read().Switch.Tls);
    }

    [Theory]
    [InlineData("Switch:Tls:Certificate", "/nowhere/a.pem", "Switch:Tls:Certificate '/nowhere/a.pem' cannot be used: ")]
    [InlineData("Switch:Tls:Key", "/nowhere/a.key", "Switch:Tls:Certificate is ''; allowed: a PEM or PFX file, where other settings of Switch:Tls are given.")]
    [InlineData("Switch:Tls:ClientCertificates", "maybe", "Switch:Tls:ClientCertificates is 'maybe'; allowed: none, allowed, required.")]
    [InlineData("Switch:WebSocket:Origins", "phone.example", "Switch:WebSocket:Origins is 'phone.example'; allowed: origins such as https://phone.example, or *.")]
    public void A_wrong_setting_of_encryption_and_WebSockets_is_named(string key, string value, string message)
    {
        using var authority = new TestAuthority();
        var certificate = ("Switch:Tls:Certificate", authority.WritePem("hub.pem", "pbx.example"));
        var thrown = Assert.Throws<SettingsException>(() => key == "Switch:Tls:ClientCertificates" ? Read(certificate, (key, value)) : Read((key, value)));
        Assert.StartsWith(message, thrown.Message, StringComparison.Ordinal);
    }

    private static SwitchSettings Read(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build()).Switch;
}
