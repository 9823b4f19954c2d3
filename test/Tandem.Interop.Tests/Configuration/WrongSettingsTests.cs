using Tandem.Interop.Tests.Processes;

namespace Tandem.Interop.Tests.Configuration;

public sealed class WrongSettingsTests : IDisposable
{
    private const string First = "Switch:Extensions:0";

    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-settings-").FullName;

    [Theory]
    [InlineData("Hub:DataDirectory", "/dev/null/tandem", null)]
    [InlineData("Hub:Urls", "everywhere", "http://127.0.0.1:5080")]
    [InlineData("Hub:Urls", "ftp://127.0.0.1:5080", "http://127.0.0.1:5080")]
    [InlineData("Hub:Urls", "http://192.0.2.254:0", null)]
    [InlineData("Hub:Urls", "https://127.0.0.1:0", null)]
    [InlineData("Hub:Urls", "http://127.0.0.1:99999", "http://127.0.0.1:5080")]
    [InlineData("Hub:ApiToken", "short", "16")]
    [InlineData("Hub:Store", "nonsense", null)]
    [InlineData("Hub:Store", "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2", null)]
    [InlineData("Switch:Sip:Address", "here", "an IPv4 or IPv6 address")]
    [InlineData("Switch:Sip:Address", "192.0.2.254", null)]
    [InlineData("Switch:Sip:Port", "65536", "0 to 65535")]
    [InlineData("Switch:Sip:Port", "-1", "0 to 65535")]
    [InlineData("Switch:Sip:Port", "sip", "0 to 65535")]
    [InlineData("Switch:Sip:Transports", "pigeon", "udp")]
    [InlineData("Switch:Sip:PublicAddress", "example.org", "IPv4 or IPv6")]
    [InlineData("Switch:Sip:LocalNetworks", "10.0.0.0/33", "192.168.0.0/16")]
    [InlineData("Switch:Realm", "quo\"te", "without quotes")]
    [InlineData("Switch:Codecs", "MP3", "PCMA, PCMU, G722, L16, Opus (where libopus is installed)")]
    [InlineData("Switch:AnonymousNumbers", "regex:(", null)]
    [InlineData("Switch:AnonymousNumbers", "6[", null)]
    [InlineData("Switch:Rtp:PortRange", "20000", "FIRST-LAST")]
    [InlineData("Switch:Rtp:PortRange", "20000-19000", "FIRST-LAST")]
    [InlineData("Switch:Rtp:PortRange", "80-90", "1024-65535")]
    [InlineData("Switch:Rtp:PortRange", "60000-70000", "1024-65535")]
    [InlineData($"{First}:Number", "no number", null)]
    [InlineData($"{First}:Name", "tab\there", null)]
    [InlineData($"{First}:Secret", "x", null)]
    [InlineData("Logging:LogLevel:Default", "Loud", "Information")]
    public async Task The_start_is_refused_in_one_line_that_names_key_value_and_what_is_allowed(string key, string value, string? allowed)
    {
        List<(string Key, string Value)> settings = [(key, value)];
        if (key.StartsWith(First, StringComparison.Ordinal))
        {
            settings = [($"{First}:Number", "101"), ($"{First}:Secret", "long enough to be one"), .. settings];
        }
        var line = await RefusalAsync([.. HubProcess.Settings(_directory, settings)]);
        Assert.Contains(key, line, StringComparison.Ordinal);
        if (allowed is not null)
        {
            Assert.Contains(allowed, line, StringComparison.Ordinal);
        }
        if (key is "Hub:ApiToken" or "Hub:Store" or $"{First}:Secret")
        {
            Assert.DoesNotContain($"'{value}'", line, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains(value, line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Switch:Sip:Prot", "Switch:Sip:Port")]
    [InlineData("Hub:DataDir", "Hub:DataDirectory")]
    [InlineData($"{First}:Secrets", $"{First}:Secret")]
    public async Task An_unknown_key_is_refused_with_the_nearest_one(string key, string nearest)
    {
        var line = await RefusalAsync([.. HubProcess.Settings(_directory, ($"{First}:Number", "101"), ($"{First}:Secret", "long enough to be one"), (key, "1"))]);
        Assert.Contains(key, line, StringComparison.Ordinal);
        Assert.EndsWith($"Did you mean {nearest}?", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_given_twice_is_refused()
    {
        var line = await RefusalAsync([.. HubProcess.Settings(
            _directory,
            ($"{First}:Number", "101"), ($"{First}:Secret", "long enough to be one"),
            ("Switch:Extensions:1:Number", "101"), ("Switch:Extensions:1:Secret", "long enough to be one"))]);
        Assert.Contains("Switch:Extensions:1:Number is '101'", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"Switch\": ")]
    [InlineData("[]")]
    public async Task A_settings_file_that_cannot_be_read_is_refused(string text)
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "appsettings.json"), text);
        await RefusalAsync([.. HubProcess.Settings(_directory)]);
    }

    [Theory]
    [InlineData("Switch:Sip:Port")]
    [InlineData("--Switch:Sip:Port")]
    public async Task A_word_that_is_no_setting_or_has_no_value_is_refused(string word)
    {
        var line = await RefusalAsync(word);
        Assert.Contains("Switch:Sip:Port", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sip_port_in_use_is_named_with_its_key()
    {
        await using var first = await HubProcess.StartAsync();
        var line = await RefusalAsync([.. HubProcess.Settings(_directory, ("Switch:Sip:Port", $"{first.Sip.Port}"))]);
        Assert.Contains($"Switch:Sip:Port {first.Sip.Port}", line, StringComparison.Ordinal);
        Assert.Contains("another program uses it", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_http_port_in_use_is_named_with_its_key()
    {
        await using var first = await HubProcess.StartAsync();
        var url = first.Rest.GetLeftPart(UriPartial.Authority);
        var line = await RefusalAsync([.. HubProcess.Settings(_directory, ("Hub:Urls", url))]);
        Assert.Contains("Hub:Urls", line, StringComparison.Ordinal);
        Assert.Contains(url, line, StringComparison.Ordinal);
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Starts a hub that must not start.</summary>
    /// <returns>The one line that it says why.</returns>
    private async Task<string> RefusalAsync(params string[] settings)
    {
        await using var program = TandemProgram.Start(["run", .. settings], _directory);
        var exitCode = await program.WaitForExitAsync();
        Assert.True(exitCode == 2, $"Exit code {exitCode}: {program.Output}{program.Errors}");
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
        return Assert.Single(program.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
