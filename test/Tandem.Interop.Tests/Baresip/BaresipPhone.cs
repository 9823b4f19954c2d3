using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Media.Tones;
using Tandem.Media.Wave;

namespace Tandem.Interop.Tests.Baresip;

/// <summary>A baresip with an extension of a hub: it plays a tone into its calls and keeps what it hears.</summary>
internal sealed class BaresipPhone : IAsyncDisposable
{
    private const string PlainMedia = "audio_codecs=PCMA/8000/1,PCMU/8000/1";
    private const string ToneFile = "tone.wav";
    private const int SamplesPerSecond = 8000;
    private const int ToneSeconds = 60;
    private static readonly string[] ModuleDirectories = ["/usr/lib/baresip/modules", "/usr/local/lib/baresip/modules"];

    private readonly string _directory;
    private readonly string _server;
    private readonly ChildProcess _process;
    private readonly BaresipControl _control;

    private BaresipPhone(string directory, string server, ChildProcess process, BaresipControl control)
    {
        _directory = directory;
        _server = server;
        _process = process;
        _control = control;
    }

    /// <summary>Starts a phone, and waits until it has registered.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="number">Its extension.</param>
    /// <param name="tone">The frequency that it plays, in Hz.</param>
    /// <param name="answers">Answers each call at once.</param>
    /// <param name="transport">The transport of SIP: udp, tcp or tls.</param>
    /// <param name="media">Parameters of its account for codecs and encryption, such as <c>audio_codecs=G722/16000/1</c>.</param>
    /// <param name="watches">Numbers whose presence it subscribes to.</param>
    public static Task<BaresipPhone> StartAsync(
        HubProcess hub, string number, double tone, bool answers = false, string transport = "udp", string media = PlainMedia, params string[] watches) =>
        StartAsync(transport == "tls" ? hub.SipTls : hub.Sip, number, tone, answers, transport, media, watches);

    /// <summary>Starts a phone at any exchange where its extension has the secret that it has at a hub, and waits until it has registered.</summary>
    public static async Task<BaresipPhone> StartAsync(
        IPEndPoint server, string number, double tone, bool answers = false, string transport = "udp", string media = PlainMedia, params string[] watches)
    {
        var directory = Directory.CreateTempSubdirectory("tandem-baresip-").FullName;
        var controlPort = FreePort();
        WriteTone(Path.Combine(directory, ToneFile), tone);
        await WriteConfigurationAsync(directory, controlPort);
        await File.WriteAllLinesAsync(Path.Combine(directory, "contacts"), watches.Select(watched => $"\"{watched}\" <sip:{watched}@{server}>;presence=p2p"));
        var account = $"<sip:{number}@{server};transport={transport}>;auth_pass={HubProcess.SecretOf(number)};regint=600;"
            + $"answermode={(answers ? "auto" : "manual")};{media}";
        await File.WriteAllTextAsync(Path.Combine(directory, "accounts"), account + "\n");
        var process = ChildProcess.Start(ExternalTool.Baresip, ["-f", directory], directory);
        try
        {
            await process.WaitForLineAsync($@"\{{0/{transport.ToUpperInvariant()}/v4\}} 200 OK");
            return new BaresipPhone(directory, $"{server};transport={transport}", process, await BaresipControl.ConnectAsync(controlPort));
        }
        catch
        {
            await process.DisposeAsync();
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    /// <summary>Calls a number.</summary>
    public Task DialAsync(string number) => _control.CommandAsync("dial", $"sip:{number}@{_server}");

    /// <summary>Answers the call that rings.</summary>
    public Task AnswerAsync() => _control.CommandAsync("accept");

    /// <summary>Puts the other side on hold.</summary>
    public Task HoldAsync() => _control.CommandAsync("hold");

    /// <summary>Takes the other side off hold.</summary>
    public Task ResumeAsync() => _control.CommandAsync("resume");

    /// <summary>Sends the other side to a number, without asking there first (REFER).</summary>
    public Task TransferAsync(string number) => _control.CommandAsync("transfer", $"sip:{number}@{_server}");

    /// <summary>Presses a key.</summary>
    public Task PressAsync(char digit) => _control.CommandAsync("sndcode", digit.ToString());

    /// <summary>Hangs up.</summary>
    public Task HangupAsync() => _control.CommandAsync("hangup");

    /// <summary>Waits for an event of a call: CALL_INCOMING, CALL_RINGING, CALL_ESTABLISHED, CALL_CLOSED, ...</summary>
    /// <returns>What it says beside; for CALL_CLOSED the reason.</returns>
    public Task<string> WaitForAsync(string type) => _control.WaitForAsync(type);

    /// <summary>Waits until it shows one of the numbers that it watches as Online, Busy or Offline.</summary>
    public async Task ShowsAsync(string number, string presence)
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        for (var list = ""; !Regex.IsMatch(list, $"{presence}\\S* .*sip:{number}@");)
        {
            Assert.False(patience.IsCancellationRequested, $"Not {presence}: {list}");
            await Task.Delay(20);
            list = await _control.CommandAsync("contacts");
        }
    }

    /// <summary>Waits for something that the program prints.</summary>
    public Task WaitForOutputAsync(string pattern) => _process.WaitForLineAsync(pattern);

    /// <summary>Waits until the phone has heard its call for a time.</summary>
    public async Task HearAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(ChildProcess.Patience);
        while (Recording is not { } file || new FileInfo(file).Length < time.TotalSeconds * SamplesPerSecond * sizeof(short))
        {
            Assert.False(patience.IsCancellationRequested, $"baresip hears too little: {_process.Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>Measures a second of what the phone heard in its last call, which is over: not the very last, when the other side has gone.</summary>
    public ToneMeasurement MeasureHeard()
    {
        Assert.True(Recording is not null, $"baresip heard nothing: {_process.Output}");
        var heard = WaveReader.Read(Recording).ToRate(8000).Samples.Span;
        var end = heard.Length - (SamplesPerSecond / 4);
        Assert.InRange(end, SamplesPerSecond, int.MaxValue);
        return ToneDetector.Measure(heard.Slice(end - SamplesPerSecond, SamplesPerSecond));
    }

    /// <summary>Measures the clearest half second of what the phone heard in its last call: a busy machine makes others stumble.</summary>
    public ToneMeasurement MeasureClearest()
    {
        Assert.True(Recording is not null, $"baresip heard nothing: {_process.Output}");
        var heard = WaveReader.Read(Recording).ToRate(SamplesPerSecond).Samples;
        const int window = SamplesPerSecond / 2;
        return Enumerable.Range(0, heard.Length / window).Select(i => ToneDetector.Measure(heard.Span.Slice(i * window, window))).MaxBy(tone => tone.Share);
    }

    /// <summary>Ends the program, which takes its registration back.</summary>
    public async ValueTask DisposeAsync()
    {
        _control.Dispose();
        try
        {
            _process.SendInterrupt();
            await _process.WaitForExitAsync();
        }
        finally
        {
            await _process.DisposeAsync();
            Directory.Delete(_directory, recursive: true);
        }
    }

    private string? Recording => Directory.GetFiles(_directory, "dump-*-dec.wav").Order(StringComparer.Ordinal).LastOrDefault();

    private static void WriteTone(string path, double frequency)
    {
        var samples = new short[ToneSeconds * SamplesPerSecond];
        new ToneSource(frequency).Read(samples);
        WaveWriter.Write(path, new PcmAudio(8000, samples));
    }

    private static async Task WriteConfigurationAsync(string directory, int controlPort)
    {
        var template = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Baresip", "config"));
        await File.WriteAllTextAsync(
            Path.Combine(directory, "config"),
            template
                .Replace("@directory@", directory, StringComparison.Ordinal)
                .Replace("@tone@", ToneFile, StringComparison.Ordinal)
                .Replace("@modules@", Array.Find(ModuleDirectories, Directory.Exists), StringComparison.Ordinal)
                .Replace("@control@", $"{controlPort}", StringComparison.Ordinal));
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
