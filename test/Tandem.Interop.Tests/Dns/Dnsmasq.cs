using System.Net;
using System.Net.Sockets;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;
using Tandem.Sip.Resolution;

namespace Tandem.Interop.Tests.Dns;

/// <summary>Debian's dnsmasq on a port of loopback, with the records of a test and nothing else.</summary>
internal sealed class Dnsmasq : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private Dnsmasq(ChildProcess process, IPEndPoint endPoint)
    {
        _process = process;
        Client = new DnsClient(new DnsClientOptions { Servers = [endPoint], Timeout = ChildProcess.Patience, Rounds = 1 });
    }

    /// <summary>Asks it.</summary>
    public DnsClient Client { get; }

    /// <summary>Starts one, and waits until it serves.</summary>
    /// <param name="records">Options of dnsmasq without the two dashes.</param>
    public static async Task<Dnsmasq> StartAsync(params IEnumerable<string> records)
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var endPoint = (IPEndPoint)probe.Client.LocalEndPoint!;
        probe.Close();
        string[] options =
        [
            "--keep-in-foreground", "--conf-file=/dev/null", "--pid-file=", "--no-resolv", "--no-hosts", "--bind-interfaces", "--listen-address=127.0.0.1",
            $"--port={endPoint.Port}", $"--user={Environment.UserName}", "--group=", "--log-facility=-", "--local=/test/",
        ];
        var process = ChildProcess.Start("env", ["sh", "-c", "exec dnsmasq \"$@\" 2>&1", ExternalTool.Dnsmasq, .. options, .. records.Select(record => $"--{record}")], Path.GetTempPath());
        try
        {
            await process.WaitForLineAsync("started, ");
            return new Dnsmasq(process, endPoint);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
