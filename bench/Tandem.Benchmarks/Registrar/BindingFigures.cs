using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tandem.Media;
using Tandem.Sip.Digest;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch;
using Tandem.Switch.Directory;
using Tandem.Switch.Registrar;

namespace Tandem.Benchmarks.Registrar;

/// <summary>
/// An exchange with 100,000 registered phones: what they hold, what a refresh costs (its client is in this process and counts too), and how
/// long signalling stands still while all of them expire within a second.
/// </summary>
internal sealed class BindingFigures
{
    private const int Phones = 100_000;
    private const int Refreshes = 5_000;
    private const string Realm = "bench.example";

    private static readonly TimeSpan UntilExpiry = TimeSpan.FromSeconds(45);

    public static async Task RunAsync()
    {
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var accounts = new AccountDirectory();
        var store = new MemoryBindingStore();
        var expiry = DateTimeOffset.UtcNow + UntilExpiry;
        for (var i = 0; i < Phones; i++)
        {
            var number = Number(i);
            await store.SetAsync(number, [BindingOf(number, i, expiry + TimeSpan.FromMilliseconds(i / 100))], default);
        }
        for (var i = 0; i < Refreshes; i++)
        {
            var number = Number(i);
            accounts.Set(new SipAccount(
                number,
                number,
                "default",
                DigestHash.Ha1(DigestAlgorithm.Md5, number, Realm, number),
                DigestHash.Ha1(DigestAlgorithm.Sha256, number, Realm, number)));
        }
        Print("held by the store, a phone", $"{(GC.GetTotalMemory(true) - memory) / Phones} B");
        await using var media = new MediaEngine(new MediaOptions { Address = IPAddress.Loopback, FirstPort = 0, LastPort = 0, Shards = 1 });
        var options = new SwitchOptions { Addresses = [IPAddress.Loopback], Port = 0, Realm = Realm };
        await using var exchange = new SipSwitch(media, accounts, options, store);
        memory = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        await exchange.StartAsync();
        Print("start with 100,000 bindings", $"{watch.ElapsedMilliseconds} ms");
        Print("held by registrar and model, a phone", $"{(GC.GetTotalMemory(true) - memory) / Phones} B");

        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(exchange.EndPoints[0]);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var i = 0; i < Refreshes; i++)
        {
            await RefreshAsync(socket, Number(i));
        }
        var time = Process.GetCurrentProcess().TotalProcessorTime - before;
        Print("a refresh with its challenge, client included: CPU", string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds / Refreshes:F0} us"));

        Print("longest answer to OPTIONS before the expiry", await LongestAnswerAsync(socket, TimeSpan.FromSeconds(2)));
        var left = expiry - DateTimeOffset.UtcNow - TimeSpan.FromSeconds(1);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left);
        }
        before = Process.GetCurrentProcess().TotalProcessorTime;
        Print("longest answer to OPTIONS while 95,000 expire in one second", await LongestAnswerAsync(socket, TimeSpan.FromSeconds(4)));
        time = Process.GetCurrentProcess().TotalProcessorTime - before;
        Print("CPU of that", $"{time.TotalMilliseconds:F0} ms");
    }

    private static void Print(string what, string figure) => Console.WriteLine($"{what,-64} {figure,12}");

    private static string Number(int i) => (1_000_000 + i).ToString(CultureInfo.InvariantCulture);

    private static Binding BindingOf(string number, int i, DateTimeOffset expiresAt)
    {
        var source = new IPEndPoint(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]), 5060);
        return new Binding
        {
            User = number,
            Contact = new SipUri(source.Address.ToString(), number, 5060),
            Protocol = SipProtocol.Udp,
            Source = source,
            CallId = $"binding-{i}",
            Sequence = 1,
            ExpiresAt = expiresAt,
        };
    }

    private static async Task RefreshAsync(UdpClient socket, string number)
    {
        var client = new DigestClient(number, number);
        var request = Request("REGISTER", number, 1, "");
        await socket.SendAsync(request);
        var challenge = await AnswerAsync(socket);
        var template = SipMessage.CreateRequest(SipMethod.Register, SipUri.Parse($"sip:{Realm}"));
        client.TryAnswer(challenge, template);
        await socket.SendAsync(Request("REGISTER", number, 2, $"Authorization: {template.Get(SipHeaderName.Authorization)}\r\n"));
        if ((await AnswerAsync(socket)).StatusCode != 200)
        {
            throw new InvalidOperationException("A refresh was refused.");
        }
    }

    private static async Task<string> LongestAnswerAsync(UdpClient socket, TimeSpan time)
    {
        var longest = TimeSpan.Zero;
        var watch = Stopwatch.StartNew();
        for (var i = 0; watch.Elapsed < time; i++)
        {
            var sent = watch.Elapsed;
            await socket.SendAsync(Request("OPTIONS", "ping", 100 + i, ""));
            await AnswerAsync(socket);
            longest = watch.Elapsed - sent > longest ? watch.Elapsed - sent : longest;
            await Task.Delay(2);
        }
        return string.Create(CultureInfo.InvariantCulture, $"{longest.TotalMilliseconds:F1} ms");
    }

    private static async Task<SipMessage> AnswerAsync(UdpClient socket)
    {
        while (true)
        {
            var received = await socket.ReceiveAsync();
            SipParser.TryParse(received.Buffer, out var message);
            if (message.StatusCode >= 200)
            {
                return message;
            }
        }
    }

    private static byte[] Request(string method, string number, int sequence, string headers) => Encoding.ASCII.GetBytes(
        $"{method} sip:{Realm} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK{Guid.NewGuid():N};rport\r\nFrom: <sip:{number}@{Realm}>;tag=1\r\n" +
        $"To: <sip:{number}@{Realm}>\r\nCall-ID: refresh-{number}\r\nCSeq: {sequence} {method}\r\nMax-Forwards: 70\r\n" +
        $"Contact: <sip:{number}@127.0.0.1:5060>\r\nExpires: 3600\r\n{headers}Content-Length: 0\r\n\r\n");
}
