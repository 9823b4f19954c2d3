using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Tests.Configuration;

public sealed class DomainSettingsTests
{
    private static readonly Dictionary<string, string?> Acme = new()
    {
        ["Switch:Domains:0:Name"] = "acme",
        ["Switch:Domains:0:Realm"] = "acme.example",
        ["Switch:Domains:0:Hosts"] = "pbx.acme.example, 192.0.2.9",
    };

    [Fact]
    public void A_domain_has_hosts_extensions_open_numbers_and_a_policy_of_its_own()
    {
        var settings = Read(
            ("Switch:Domains:0:AnonymousNumbers", "700"),
            ("Switch:Domains:0:Extensions:0:Number", "101"), ("Switch:Domains:0:Extensions:0:Secret", "secret-at-acme"),
            ("Switch:Domains:0:Policy:ForeignHosts", "*.partner.example"), ("Switch:Domains:0:Policy:ForeignMaxCalls", "2"), ("Switch:Domains:0:Policy:Allowed", "foreign"),
            ("Switch:Extensions:0:Number", "101"), ("Switch:Extensions:0:Secret", "secret-of-ours"));
        var domain = Assert.Single(settings.Switch.Domains);

        Assert.Equal(("acme", "acme.example"), (domain.Name, domain.Realm));
        Assert.Equal(["pbx.acme.example", "192.0.2.9"], domain.Hosts);
        Assert.Equal("700", Assert.Single(domain.AnonymousNumbers).ToString());
        Assert.Equal(("*.partner.example", 2), (Assert.Single(domain.Policy!.ForeignHosts).ToString(), domain.Policy.ForeignMaxCalls));
        Assert.Empty(settings.Switch.Policy.ForeignHosts);
        Assert.Equal([(null, "101"), ("acme", "101")], settings.Extensions.Select(extension => (extension.Domain, extension.Number)));
    }

    [Fact]
    public void Without_a_policy_of_its_own_a_domain_has_that_of_the_exchange() => Assert.Null(Assert.Single(Read().Switch.Domains).Policy);

    [Theory]
    [InlineData("Switch:Domains:0:Name", "a@b", "Switch:Domains:0:Name is 'a@b'; allowed: 1 to 64 letters, digits, '.', '_' or '-'.")]
    [InlineData("Switch:Domains:0:Name", "Default", "Switch:Domains:0:Name and the exchange's own domain are both 'Default'.")]
    [InlineData("Switch:Domains:0:Realm", "tandem", "Switch:Domains:0:Realm and Switch:Realm are both 'tandem'.")]
    [InlineData("Switch:Domains:0:Hosts", "", "Switch:Domains:0:Hosts is ''; allowed: names or addresses that phones of the domain are set to.")]
    [InlineData("Switch:Domains:1:Hosts", "a, PBX.acme.example.", "Switch:Domains:1:Hosts and Switch:Domains:0:Hosts are both 'PBX.acme.example.'.")]
    [InlineData("Switch:Policy:BetweenDomains", "true", null)]
    [InlineData("Switch:Domains:1:Policy:BetweenDomains", "true", "Switch:Domains:1:Policy:BetweenDomains is true, but that of no other domain is: not Switch:Policy:BetweenDomains.")]
    [InlineData("Switch:Policy:Users:0:Number", "101@other", "Switch:Policy:Users has '101@other', but Switch:Domains has no domain of that name.")]
    [InlineData("Switch:Policy:ForeignHosts", "sip:x", "Switch:Policy:ForeignHosts is 'sip:x'; allowed: a host such as sip.example.org, or *.example.org.")]
    [InlineData("Switch:Policy:ForeignHosts", "x.example", "Switch:Policy:ForeignHosts has hosts, but neither Switch:Policy:Allowed nor that of a user in Switch:Policy:Users has 'foreign'.")]
    [InlineData("Switch:Policy:Allowed", "foreign", "Switch:Policy:Allowed, or that of a user in Switch:Policy:Users, has 'foreign', but Switch:Policy:ForeignHosts has no hosts.")]
    public void What_is_wrong_or_contradicts_something_is_named_by_its_keys(string key, string value, string? message)
    {
        List<(string, string)> settings = [(key, value)];
        if (key.StartsWith("Switch:Domains:1", StringComparison.Ordinal))
        {
            settings.InsertRange(0, [("Switch:Domains:1:Name", "b"), ("Switch:Domains:1:Realm", "b.example"), ("Switch:Domains:1:Hosts", "b.example")]);
        }
        var fault = Record.Exception(() => Read([.. settings]));
        Assert.Equal(message, fault?.Message);
        Assert.True(fault is null or SettingsException);
    }

    [Fact]
    public void A_host_of_ours_is_no_foreign_one_and_a_policy_is_written_once()
    {
        Assert.Equal(
            "Switch:Policy:ForeignHosts has 'pbx.acme.example', which is of this exchange by Switch:Domains:0:Hosts.",
            Assert.Throws<SettingsException>(() => Read(("Switch:Policy:ForeignHosts", "*.acme.example"), ("Switch:Policy:Allowed", "foreign"))).Message);
        Assert.Equal(
            "Switch:Policy:Users has '101@acme', but the domain has a policy of its own: Switch:Domains:0:Policy.",
            Assert.Throws<SettingsException>(() => Read(("Switch:Policy:Users:0:Number", "101@acme"), ("Switch:Domains:0:Policy:MaxCalls", "1"))).Message);
        Assert.Equal(
            "Switch:Policy:BetweenDomains is true, but there is no other domain: Switch:Domains is empty.",
            Assert.Throws<SettingsException>(() => ReadAlone(("Switch:Policy:BetweenDomains", "true"))).Message);
    }

    private static SwitchSettings Read(params (string Key, string Value)[] settings) =>
        ReadAlone([.. Acme.Select(setting => (setting.Key, setting.Value!)), .. settings]);

    private static SwitchSettings ReadAlone(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.GroupBy(setting => setting.Key).ToDictionary(group => group.Key, group => (string?)group.Last().Value)).Build()).Switch;
}
