using Microsoft.Extensions.Configuration;
using Tandem.Asterisk.Live;
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

    [Fact]
    public void The_dialplan_is_that_of_FreePBX_and_recordings_go_where_the_model_looks_for_them()
    {
        Assert.Equal(AsteriskDialplan.Default, Only().Dialplan);
        Assert.Equal("/rec", Only(("RecordingBase", "/rec")).Dialplan.RecordingFolder);
        Assert.Equal("/mine", Only(("RecordingBase", "/rec"), ("Dialplan:RecordingFolder", "/mine")).Dialplan.RecordingFolder);
    }

    [Fact]
    public void Everything_in_the_dialplan_can_be_told_and_taken_away()
    {
        var told = new AsteriskDialplan
        {
            Prefix = "0",
            CallContext = "phones",
            TransferContext = "transfers",
            VoicemailExtension = "*9{0}",
            ConferenceExtension = "8{0}",
            HoldContext = "tandem-hold",
            PlayContext = "tandem-play",
            QueueInterface = "PJSIP/{0}",
            QueueStateInterface = null,
            RecordingFolder = "/rec",
            RecordingFile = "{id}.wav",
            TellsRecordings = true,
            AnnouncementFolder = "/sounds",
        };
        Assert.Equal(told, Only([("Prefix", "0"), .. told.GetType().GetProperties().Where(property => property.Name is not ("Prefix" or "Default"))
            .Select(property => ($"Dialplan:{property.Name}", $"{property.GetValue(told) ?? "none"}"))]).Dialplan);
    }

    [Theory]
    [InlineData("Asterisk:Connections:0:Port", "70000", "Asterisk:Connections:0:Port is '70000'; allowed: a whole number from 1 to 65535.")]
    [InlineData("Asterisk:Connections:0:Secert", "x", "Asterisk:Connections:0:Secert is no setting. Did you mean Asterisk:Connections:0:Secret?")]
    [InlineData("Asterisk:Connections:0:Username", "", "Asterisk:Connections:0:Username is ''; allowed: the name of a user in manager.conf.")]
    [InlineData("Asterisk:Connections:0:Prefix", "0,9", "Asterisk:Connections:0:Prefix is '0,9'; allowed: digits, * and #, up to 16.")]
    [InlineData("Asterisk:Connections:0:Dialplan:HoldContext", "a/b", "Asterisk:Connections:0:Dialplan:HoldContext is 'a/b'; allowed: the name of a context: letters, digits, _ - and ..")]
    [InlineData("Asterisk:Connections:0:Dialplan:VoicemailExtension", "vmu", "Asterisk:Connections:0:Dialplan:VoicemailExtension is 'vmu'; allowed: none, or a text with {0} for what is filled in.")]
    [InlineData("Asterisk:Connections:0:Dialplan:QueueInterface", "Local/{0}&X", "Asterisk:Connections:0:Dialplan:QueueInterface is 'Local/{0}&X'; allowed: a device with {0} for the extension, as Local/{0}@from-queue/n.")]
    [InlineData("Asterisk:Connections:0:Dialplan:RecordingFolder", "/var/../etc", "Asterisk:Connections:0:Dialplan:RecordingFolder is '/var/../etc'; allowed: a folder on the Asterisk from / on, without ...")]
    [InlineData("Asterisk:Connections:0:Dialplan:RecordingFile", "{yaer}.wav", "Asterisk:Connections:0:Dialplan:RecordingFile is '{yaer}.wav'; allowed: a file below the folder, of letters, digits, _ - . / and {year} {month} {day} {time} {from} {to} {id}.")]
    [InlineData("Asterisk:Connections:0:Dialplan:TellsRecordings", "maybe", "Asterisk:Connections:0:Dialplan:TellsRecordings is 'maybe'; allowed: true, false.")]
    public void A_wrong_value_is_named_with_what_is_allowed(string key, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["Asterisk:Connections:0:Username"] = "u", ["Asterisk:Connections:0:Secret"] = "s", [key] = value };

        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read([.. settings.Select(setting => (setting.Key, setting.Value))])).Message);
    }

    private static AsteriskPbxOptions Only(params (string Key, string Value)[] settings) => Assert.Single(Read(
        [("Asterisk:Connections:0:Username", "u"), ("Asterisk:Connections:0:Secret", "s"), .. settings.Select(setting => ($"Asterisk:Connections:0:{setting.Key}", setting.Value))]).Connections);

    private static AsteriskSettings Read(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build()).Asterisk;
}
