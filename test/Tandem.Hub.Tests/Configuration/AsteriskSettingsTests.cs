using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Tests.Configuration;

public sealed class AsteriskSettingsTests
{
    [Fact]
    public void Without_settings_there_is_none() => Assert.Empty(Read().Connections);

    [Fact]
    public void A_connection_has_defaults()
    {
        var connection = Assert.Single(Read(("Asterisk:Connections:0:Username", "u"), ("Asterisk:Connections:0:Secret", "s")).Connections);

        Assert.Equal(("asterisk", "127.0.0.1", 5038, true), (connection.Name, connection.Connection.Host, connection.Connection.Port, connection.Connection.Reconnect.Enabled));
        Assert.Equal(("default", "CF", TimeSpan.FromMinutes(5)), (connection.Model.Domain, connection.Model.Families.ForwardAlways, connection.ReconcileInterval));
        Assert.True(connection.FiltersVariables);
    }

    [Fact]
    public void Several_are_read_each_with_its_own()
    {
        var connections = Read(
            ("Asterisk:Connections:0:Name", "berlin"), ("Asterisk:Connections:0:Username", "u"), ("Asterisk:Connections:0:Secret", "s"),
            ("Asterisk:Connections:1:Name", "paris"), ("Asterisk:Connections:1:Username", "u"), ("Asterisk:Connections:1:Secret", "s"),
            ("Asterisk:Connections:1:Tls", "true"), ("Asterisk:Connections:1:Reconnect", "false"), ("Asterisk:Connections:1:ReconnectAfter", "3000"),
            ("Asterisk:Connections:1:Trunks", "4711, carrier"), ("Asterisk:Connections:1:AstDb:ForwardAlways", "FWD")).Connections;

        Assert.Equal(["berlin", "paris"], connections.Select(connection => connection.Name));
        Assert.Equal((5039, false, TimeSpan.FromSeconds(3)), (connections[1].Connection.Port, connections[1].Connection.Reconnect.Enabled, connections[1].Connection.Reconnect.FirstDelay));
        Assert.Equal(["4711", "carrier"], connections[1].Model.Trunks);
        Assert.Equal("FWD", connections[1].Model.Families.ForwardAlways);
    }

    [Theory]
    [InlineData("Asterisk:Connections:0:Port", "70000", "Asterisk:Connections:0:Port is '70000'; allowed: a whole number from 1 to 65535.")]
    [InlineData("Asterisk:Connections:0:Name", "switch", "Asterisk:Connections:0:Name is 'switch'; allowed: 1 to 32 letters, digits, hyphens and underscores that no other source has.")]
    [InlineData("Asterisk:Connections:0:Secert", "x", "Asterisk:Connections:0:Secert is no setting. Did you mean Asterisk:Connections:0:Secret?")]
    [InlineData("Asterisk:Connections:0:Username", "", "Asterisk:Connections:0:Username is ''; allowed: the name of a user in manager.conf.")]
    public void A_wrong_value_is_named_with_what_is_allowed(string key, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["Asterisk:Connections:0:Username"] = "u", ["Asterisk:Connections:0:Secret"] = "s", [key] = value };

        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read([.. settings.Select(setting => (setting.Key, setting.Value))])).Message);
    }

    private static AsteriskSettings Read(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build()).Asterisk;
}
