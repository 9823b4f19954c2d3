using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Tandem.Hub.Doctor;
using Tandem.Hub.Hosting;
using Tandem.Hub.Storage;
using Tandem.Hub.Tests.Testing;
using Tandem.Sip.Tests.Transport;
using Tandem.Sip.Transport;

namespace Tandem.Hub.Tests.Doctor;

public sealed class HubDoctorTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tandem-doctor").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_machine_without_a_hub_is_examined_and_left_as_it_was()
    {
        var data = Path.Combine(_directory, "data");
        var findings = await ExamineAsync(data);
        Assert.DoesNotContain(findings, finding => finding.Level == FindingLevel.Fail);
        Assert.Equal(
            ["HTTP port", "NAT", "RTP ports", "SIP tcp port", "SIP udp port", "TLS certificate", "clock", "data directory", "hub", "open files", "settings", "socket buffers", "store"],
            findings.Select(finding => finding.Check).Order(StringComparer.Ordinal));
        Assert.All(findings, finding => Assert.Equal(finding.Level == FindingLevel.Ok, finding.Remedy is null));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_wrong_setting_is_found()
    {
        var finding = Assert.Single(await ExamineAsync(_directory, ("Switch:Sip:Port", "x")));
        Assert.Equal(FindingLevel.Fail, finding.Level);
        Assert.Contains("Switch:Sip:Port", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_another_program_is_found()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)other.LocalEndPoint!).Port;
        var finding = Find(await ExamineAsync(_directory, ("Switch:Sip:Port", $"{port}")), "SIP udp port");
        Assert.Equal(FindingLevel.Fail, finding.Level);
        Assert.Contains($"127.0.0.1:{port} is used by another program", finding.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "Ok")]
    [InlineData(10, "Warn")]
    [InlineData(21, "Fail")]
    [InlineData(-2, "Fail")]
    public async Task A_certificate_that_ends_is_told_in_time(int days, string level)
    {
        using var authority = new TestAuthority();
        var settings = ("Switch:Tls:Certificate", authority.WritePem("hub.pem", "pbx.example"));
        Assert.Equal(FindingLevel.Ok, Find(await ExamineAsync(_directory, settings, ("Switch:Tls:Port", "0")), "TLS certificate").Level);

        var certificate = SipCertificate.Load(settings.Item2).Certificate;
        var finding = CertificateCheck.Examine(certificate, DateTimeOffset.UtcNow.AddDays(days));
        Assert.Equal(level, finding.Level.ToString());
        Assert.Contains("pbx.example", finding.Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hub_that_runs_is_known_by_its_profile_and_its_ports_are_its_own()
    {
        await using var hub = await TestHub.StartAsync();
        await hub.Switch.StartAsync();
        new HubProfile(hub.Url.ToString(), "token").Save(_directory);
        var findings = await ExamineAsync(_directory, ("Switch:Sip:Port", $"{hub.Switch.EndPoints[0].Port}"), ("Hub:Urls", hub.Url.ToString()));
        Assert.Contains("is ready", Find(findings, "hub").Found, StringComparison.Ordinal);
        Assert.Contains("used by the hub that runs", Find(findings, "SIP udp port").Found, StringComparison.Ordinal);
        Assert.Contains("used by the hub that runs", Find(findings, "HTTP port").Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_is_none_is_found()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "tandem.db"), "This is no database, whatever it may be called by those who put it here, and it is long enough.");
        Assert.Equal(FindingLevel.Fail, Find(await ExamineAsync(_directory), "store").Level);
    }

    [Fact]
    public async Task The_schema_of_a_store_is_told()
    {
        await using (await Store.OpenAsync(new StoreOptions { DataDirectory = _directory }))
        {
        }
        Assert.Contains($"schema version {Migration.LoadAll()[^1].Version}", Find(await ExamineAsync(_directory), "store").Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_others_see_is_found()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        File.SetUnixFileMode(_directory, File.GetUnixFileMode(_directory) | UnixFileMode.OtherRead);
        var finding = Find(await ExamineAsync(_directory), "data directory");
        Assert.Equal(FindingLevel.Warn, finding.Level);
        Assert.Equal($"chmod 700 {_directory}", finding.Remedy);
    }

    [Theory]
    [InlineData("0.0.0.0", null, "192.168.1.5", FindingLevel.Warn)]
    [InlineData("0.0.0.0", null, "203.0.113.9", FindingLevel.Ok)]
    [InlineData("0.0.0.0", "203.0.113.9", "192.168.1.5", FindingLevel.Ok)]
    [InlineData("0.0.0.0", "10.9.9.9", "192.168.1.5", FindingLevel.Warn)]
    [InlineData("127.0.0.1", null, "192.168.1.5", FindingLevel.Ok)]
    internal void Addresses_behind_NAT_want_a_public_one(string bound, string? publicAddress, string local, FindingLevel level) =>
        Assert.Equal(level, NatCheck.Examine(IPAddress.Parse(bound), publicAddress is null ? null : IPAddress.Parse(publicAddress), [IPAddress.Parse(local)]).Level);

    [Theory]
    [InlineData(1024, FindingLevel.Warn)]
    [InlineData(65_536, FindingLevel.Ok)]
    internal void The_limit_of_files_is_held_against_the_ports(long limit, FindingLevel level) =>
        Assert.Equal(level, FileLimitCheck.Examine(limit, 10_000, 19_999).Level);

    [Theory]
    [InlineData(212_992, FindingLevel.Warn)]
    [InlineData(4_194_304, FindingLevel.Ok)]
    internal void The_largest_socket_buffer_is_judged(long limit, FindingLevel level) => Assert.Equal(level, SocketBufferCheck.Examine(limit).Level);

    [Theory]
    [InlineData(true, 0, FindingLevel.Ok)]
    [InlineData(null, 1, FindingLevel.Ok)]
    [InlineData(false, 0, FindingLevel.Warn)]
    [InlineData(true, -3000, FindingLevel.Warn)]
    internal void A_clock_that_jumps_or_drifts_is_told(bool? synchronised, int drift, FindingLevel level) =>
        Assert.Equal(level, ClockCheck.Judge(synchronised, TimeSpan.FromMilliseconds(drift)).Level);

    private static Finding Find(IReadOnlyList<Finding> findings, string check) => Assert.Single(findings, finding => finding.Check == check);

    private static async Task<IReadOnlyList<Finding>> ExamineAsync(string data, params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Hub:DataDirectory"] = data,
            ["Hub:Urls"] = "http://127.0.0.1:0",
            ["Switch:Sip:Address"] = "127.0.0.1",
            ["Switch:Sip:Port"] = "0",
            ["Switch:Rtp:PortRange"] = "40000-40099",
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return await HubDoctor.ExamineAsync(configuration, TimeProvider.System, CancellationToken.None);
    }
}
