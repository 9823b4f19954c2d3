using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;
using Tandem.Switch;
using Tandem.Switch.Calls.Dialling;

namespace Tandem.Hub.Tests.Configuration;

public sealed class DialSettingsTests
{
    [Fact]
    public void By_default_everything_may_be_dialled_and_redirections_are_followed()
    {
        var options = Read();

        Assert.Empty(options.Policy.Classes);
        Assert.Empty(options.Policy.Emergency);
        Assert.Equal((RedirectPolicy.Follow, IdentityHeaders.PAssertedIdentity, TimeSpan.FromMinutes(3)), (options.Redirects, options.IdentityHeaders, options.EarlyMediaTimeout));
        Assert.Equal("425*0.2/0:1000/4000", options.Tones.Ringback);
        Assert.Empty(options.TalkEventAgents);
    }

    [Fact]
    public void Phones_that_answer_when_told_to_are_named_in_a_list() =>
        Assert.Equal(["ACME Phone", "Other/2"], Read(("Switch:TalkEventAgents", "ACME Phone, Other/2")).TalkEventAgents);

    [Fact]
    public void A_policy_has_classes_rights_and_emergency_numbers()
    {
        var policy = Read(
            ("Switch:Policy:Emergency", "110, 112"),
            ("Switch:Policy:Classes:0:Name", "international"), ("Switch:Policy:Classes:0:Numbers", "00., +."), ("Switch:Policy:Classes:0:MaxCalls", "2"),
            ("Switch:Policy:Classes:1:Name", "national"), ("Switch:Policy:Classes:1:Numbers:0", "0."), ("Switch:Policy:Classes:1:MaxCallsPerSecond", "3"),
            ("Switch:Policy:Allowed", "National"), ("Switch:Policy:MaxCalls", "5"),
            ("Switch:Policy:Users:0:Number", "101"), ("Switch:Policy:Users:0:Allowed", "national, international"), ("Switch:Policy:Users:0:MaxCallsPerSecond", "4")).Policy;

        Assert.Equal(["110", "112"], policy.Emergency.Select(pattern => $"{pattern}"));
        Assert.Equal([("international", 2, 0), ("national", 0, 3)], policy.Classes.Select(item => (item.Name, item.MaxCalls, item.MaxCallsPerSecond)));
        Assert.Equal((5, 0), (policy.Default.MaxCalls, policy.Default.MaxCallsPerSecond));
        Assert.Equal(["National"], policy.Default.Classes);
        Assert.Equal(["national", "international"], policy.Users["101"].Classes);
        Assert.Equal(4, policy.Users["101"].MaxCallsPerSecond);
    }

    [Fact]
    public void Tones_are_those_of_a_country_but_for_what_is_given()
    {
        var tones = Read(("Switch:Tones:Country", "UK"), ("Switch:Tones:Busy", "700:1000")).Tones;

        Assert.StartsWith("400+450", tones.Ringback, StringComparison.Ordinal);
        Assert.Equal("700:1000", tones.Busy);
    }

    [Fact]
    public void Headers_of_identity_are_a_list()
    {
        Assert.Equal(IdentityHeaders.PAssertedIdentity | IdentityHeaders.RemotePartyId, Read(("Switch:IdentityHeaders", "pai, rpid")).IdentityHeaders);
        Assert.Equal(IdentityHeaders.None, Read(("Switch:IdentityHeaders", "none")).IdentityHeaders);
    }

    [Theory]
    [InlineData("Switch:Redirects", "maybe", "Switch:Redirects is 'maybe'; allowed: refuse, follow, application.")]
    [InlineData("Switch:IdentityHeaders", "pie", "Switch:IdentityHeaders is 'pie'; allowed: pai, rpid, none.")]
    [InlineData("Switch:Tones:Country", "xx", "Switch:Tones:Country is 'xx'; allowed: eu, de, fr, uk, us, au.")]
    [InlineData("Switch:Tones:Busy", "loud", "Switch:Tones:Busy is 'loud'; allowed: tones such as 425*0.2/0:1000/4000; 'loud' must be tones, a colon, and times.")]
    [InlineData("Switch:Policy:Allowed", "national", "Switch:Policy:Allowed is 'national'; allowed: internal, emergency, foreign, premium.")]
    [InlineData("Switch:Policy:Emergency", "11?", "Switch:Policy:Emergency is '11?'; allowed: Number pattern '11?': '?' is not allowed (position 3).")]
    [InlineData("Switch:Policy:Classes:0:Name", "internal", "Switch:Policy:Classes:0:Name is 'internal'; allowed: a name that no other class has, and none of internal, emergency, foreign.")]
    [InlineData("Switch:Policy:Classes:0:Numbers", "", "Switch:Policy:Classes:0:Numbers is ''; allowed: patterns of numbers such as 00..")]
    [InlineData("Switch:Policy:Users:0:Allowed", "premium", "Switch:Policy:Users:0:Number is ''; allowed: the number of an extension that no other user here has.")]
    [InlineData("Switch:Policy:MaxCals", "1", "Switch:Policy:MaxCals is no setting. Did you mean Switch:Policy:MaxCalls?")]
    public void A_wrong_value_is_named_with_what_is_allowed(string key, string value, string message)
    {
        var settings = new Dictionary<string, string> { ["Switch:Policy:Classes:0:Name"] = "premium", ["Switch:Policy:Classes:0:Numbers"] = "0900.", [key] = value };

        Assert.Equal(message, Assert.Throws<SettingsException>(() => Read([.. settings.Select(setting => (setting.Key, setting.Value))])).Message);
    }

    private static SwitchOptions Read(params (string Key, string Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build()).Switch.Switch;
}
