using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Tandem.Media;
using Tandem.Phone;

namespace Tandem.Interop.Tests.Processes;

/// <summary><c>tandem run</c> on loopback and ports that were free, with extensions 101 to 105 and a data directory of its own.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private const string Token = "a-token-of-the-tests";
    private static readonly string[] Numbers = ["101", "102", "103", "104", "105"];

    private readonly ChildProcess _process;
    private readonly bool _ownsDirectory;

    private HubProcess(ChildProcess process, string dataDirectory, bool ownsDirectory)
    {
        _process = process;
        _ownsDirectory = ownsDirectory;
        DataDirectory = dataDirectory;
        History = new HubHistory(dataDirectory);
    }

    /// <summary>Where the store and the profile are.</summary>
    public string DataDirectory { get; }

    /// <summary>Where it listens for SIP.</summary>
    public IPEndPoint Sip { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Where it listens for SIP over TLS.</summary>
    public IPEndPoint SipTls { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>Where it listens for REST.</summary>
    public Uri Rest { get; private set; } = new("http://127.0.0.1");

    /// <summary>What is in its history.</summary>
    public HubHistory History { get; }

    /// <summary>What it has printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts a hub, and waits until it runs.</summary>
    /// <param name="dataDirectory">The data directory of an earlier hub; null makes one that goes away with this hub.</param>
    /// <param name="settings">More settings.</param>
    public static async Task<HubProcess> StartAsync(string? dataDirectory = null, params (string Key, string Value)[] settings)
    {
        var directory = dataDirectory ?? Directory.CreateTempSubdirectory("tandem-hub-").FullName;
        var process = TandemProgram.Start(["run", .. Settings(directory, settings)], directory, Extensions());
        var hub = new HubProcess(process, directory, ownsDirectory: dataDirectory is null);
        try
        {
            var banner = await process.WaitForLineAsync(@"REST and events: (\S+) +SIP: udp (\S+)(?: +tls (\S+))?[\s\S]*^Ctrl-C stops");
            hub.Rest = new Uri(banner.Groups[1].Value);
            hub.Sip = IPEndPoint.Parse(banner.Groups[2].Value);
            hub.SipTls = banner.Groups[3].Success ? IPEndPoint.Parse(banner.Groups[3].Value) : hub.SipTls;
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    /// <summary>The command line's settings: loopback, free ports, and those given, which win.</summary>
    public static IEnumerable<string> Settings(string dataDirectory, params IEnumerable<(string Key, string Value)> settings)
    {
        var all = new Dictionary<string, string>
        {
            ["Switch:Sip:Address"] = "127.0.0.1",
            ["Switch:Sip:Port"] = "0",
            ["Hub:Urls"] = "http://127.0.0.1:0",
            ["Hub:DataDirectory"] = dataDirectory,
            ["Hub:ApiToken"] = Token,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }
        return all.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value });
    }

    /// <summary>The password of an extension.</summary>
    public static string SecretOf(string number) => $"secret-of-{number}";

    /// <summary>A phone of ours for an extension.</summary>
    public SipPhone Phone(string number, MediaEngine? media = null) =>
        new(new PhoneOptions { User = number, Password = SecretOf(number), Server = Sip }, media);

    /// <summary>A phone of ours that has registered.</summary>
    public async Task<SipPhone> RegisteredPhoneAsync(string number)
    {
        var phone = Phone(number);
        Assert.Equal(200, await phone.RegisterAsync().WaitAsync(ChildProcess.Patience));
        return phone;
    }

    /// <summary>Reads by REST.</summary>
    /// <param name="path">Path and query.</param>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = Rest };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await client.GetFromJsonAsync<JsonElement>(path);
    }

    /// <summary>The leg of an extension, which is in one call.</summary>
    public async Task<string> LegOfAsync(string number) => (await GetAsync("/api/channels")).GetProperty("items").EnumerateArray()
        .Single(channel => channel.GetProperty("name").GetString() == $"SIP/{number}").GetProperty("id").GetString()!;

    /// <summary>Starts a command of the command line that speaks with this hub.</summary>
    public ChildProcess Command(IEnumerable<string> arguments) => TandemProgram.Start(
        arguments, DataDirectory, [KeyValuePair.Create("TANDEM_URL", Rest.ToString()), KeyValuePair.Create("TANDEM_TOKEN", Token)]);

    /// <summary>Waits for a line on its standard error.</summary>
    public Task WaitForErrorAsync(string pattern) => _process.WaitForErrorAsync(pattern);

    /// <summary>Presses Ctrl-C, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> StopAsync()
    {
        _process.SendInterrupt();
        return _process.WaitForExitAsync();
    }

    /// <summary>Ends it by SIGKILL.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>Ends it where it still runs, and removes its data directory where that is its own.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        History.Close();
        if (_ownsDirectory)
        {
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Extensions() => Numbers.SelectMany((number, index) => new[]
    {
        KeyValuePair.Create($"TANDEM__Switch__Extensions__{index}__Number", number),
        KeyValuePair.Create($"TANDEM__Switch__Extensions__{index}__Name", $"Phone {number}"),
        KeyValuePair.Create($"TANDEM__Switch__Extensions__{index}__Secret", SecretOf(number)),
    });
}
