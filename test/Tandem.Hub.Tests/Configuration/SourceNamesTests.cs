using Microsoft.Extensions.Configuration;
using Tandem.Hub.Configuration;

namespace Tandem.Hub.Tests.Configuration;

/// <summary>What a source may be called: the same for a Basix, an Asterisk and an account of sipgate.</summary>
public sealed class SourceNamesTests
{
    private static readonly Dictionary<string, string?> OneOfEach = new()
    {
        ["Basix:Connections:0:Url"] = "wss://pbx.example.com",
        ["Basix:Connections:0:Token"] = "t",
        ["Asterisk:Connections:0:Username"] = "u",
        ["Asterisk:Connections:0:Secret"] = "s",
        ["Sipgate:Accounts:0:TokenId"] = "token-AbC123",
        ["Sipgate:Accounts:0:Token"] = "8c2b7c2e-3f4a-4d1e-9b0a-1c2d3e4f5a6b",
        ["Sipgate:Accounts:0:WebhookPath"] = "/hook",
    };

    [Fact]
    public void Each_kind_has_a_name_where_none_is_set() => Assert.Equal(["basix", "asterisk", "sipgate"], NamesOf(Read()));

    [Theory]
    [InlineData("b")]
    [InlineData("berlin-2_a")]
    [InlineData("Berlin office, 2nd floor: none but this colon is wrong", false)]
    [InlineData("exchange", false)]
    [InlineData("switch", false)]
    [InlineData("Switch", false)]
    public void A_name_has_no_colon_and_is_not_one_that_the_hub_has_itself(string name, bool isAllowed = true)
    {
        foreach (var key in (string[])["Basix:Connections:0:Name", "Asterisk:Connections:0:Name", "Sipgate:Accounts:0:Name"])
        {
            if (isAllowed)
            {
                Assert.Contains(name, NamesOf(Read((key, name))));
            }
            else
            {
                Assert.StartsWith($"{key} is '{name}'; allowed: a name ", Refused((key, name)), StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("Zürich")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("a-name-that-is-longer-than-32-characters")]
    public void The_name_of_an_Asterisk_can_stand_in_a_path(string name)
    {
        Assert.Equal($"Asterisk:Connections:0:Name is '{name}'; allowed: 1 to 32 letters, digits, hyphens and underscores.", Refused(("Asterisk:Connections:0:Name", name)));
        Assert.Contains(name, NamesOf(Read(("Basix:Connections:0:Name", name))));
    }

    [Theory]
    [InlineData("a:b", "Asterisk:Connections:0:Name is 'a:b'; allowed: a name without a colon.")]
    [InlineData("switch", "Asterisk:Connections:0:Name is 'switch'; allowed: a name that no other source has; it is that of the built-in exchange.")]
    [InlineData("basix", "Asterisk:Connections:0:Name is 'basix'; allowed: a name that no other source has; it is that of Basix:Connections:0.")]
    [InlineData("sipgate", "Sipgate:Accounts:0:Name is 'sipgate'; allowed: a name that no other source has; it is that of Asterisk:Connections:0.")]
    public void The_refusal_says_what_and_where(string name, string message) => Assert.Equal(message, Refused(("Asterisk:Connections:0:Name", name)));

    [Fact]
    public void Two_of_a_kind_need_a_name_each() => Assert.Equal(
        "Basix:Connections:1:Name is 'basix'; allowed: a name that no other source has; it is that of Basix:Connections:0.",
        Refused(("Basix:Connections:1:Url", "wss://other.example.com"), ("Basix:Connections:1:Token", "t")));

    [Fact]
    public void The_same_name_in_other_letters_is_the_same() => Assert.EndsWith(
        "it is that of Basix:Connections:0.", Refused(("Basix:Connections:0:Name", "pbx"), ("Asterisk:Connections:0:Name", "PBX")), StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(TandemSettings settings) =>
    [
        .. settings.Basix.Sources.Select(source => source.Name),
        .. settings.Asterisk.Connections.Select(source => source.Name),
        .. settings.Sipgate.Accounts.Select(account => account.Source.Name),
    ];

    private static string Refused(params (string Key, string? Value)[] settings) => Assert.Throws<SettingsException>(() => Read(settings)).Message;

    private static TandemSettings Read(params (string Key, string? Value)[] settings) => TandemSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(OneOfEach).AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build());
}
