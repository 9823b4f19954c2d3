using Microsoft.Extensions.Configuration;
using Tandem.Cti.Client;
using Tandem.Cti.Protocol;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Tests.Configuration;

public sealed class BasixSettingsTests
{
    [Fact]
    public void A_connection_needs_an_address_and_a_token_only()
    {
        var source = Assert.Single(Read(("Basix:Connections:0:Url", "wss://pbx.example.com"), ("Basix:Connections:0:Token", "t")).Basix.Sources);
        Assert.Equal("basix", source.Name);
        Assert.Equal(new Uri("wss://pbx.example.com"), source.Client.Url);
        Assert.False(source.Client.TrustAnyCertificate);
        Assert.Equal(CtiLogin.Basic, source.Client.Login);
    }

    [Fact]
    public void The_feed_speaks_what_is_set()
    {
        var settings = Read(("Basix:Profile", "basix-2019"), ("Basix:MaxConnections", "5"), ("Hub:MaxSubscribers", "12000"));
        Assert.Equal((CtiProfile.Basix2019, 5), (settings.Basix.Feed.Profile, settings.Basix.Feed.MaxConnections));
        Assert.Equal(12_000, settings.Hub.MaxSubscribers);
    }

    [Theory]
    [InlineData("Basix:Profile", "basix-2017", "basix-2016, basix-2019, tandem")]
    [InlineData("Basix:MaxConnections", "0", "1 to 100000")]
    [InlineData("Basix:Connections:0:Url", "pbx", "wss://")]
    [InlineData("Basix:Connections:0:Url", "ftp://pbx", "wss://host")]
    [InlineData("Basix:Connections:0:Url", "", "Basix:Connections:0:Url")]
    [InlineData("Basix:Connections:0:Token", "", "Basix:Connections:0:Token")]
    [InlineData("Basix:Connections:0:Login", "digest", "basic, query")]
    [InlineData("Basix:Connections:0:PinnedCertificate", "12", "64 hexadecimal digits")]
    [InlineData("Basix:Connections:0:Tokn", "x", "Did you mean Basix:Connections:0:Token")]
    public void A_wrong_setting_is_told_with_what_is_allowed(string key, string value, string told)
    {
        var settings = new Dictionary<string, string> { ["Basix:Connections:0:Url"] = "wss://pbx.example.com", ["Basix:Connections:0:Token"] = "t", [key] = value };
        var exception = Assert.Throws<SettingsException>(() => Read([.. settings.Select(setting => (setting.Key, setting.Value))]));
        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
    }

    private static TandemSettings Read(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build());
}
