using System.Net;
using System.Net.Sockets;
using Tandem.Interop.Tests.Processes;
using Tandem.Interop.Tests.Tools;

namespace Tandem.Interop.Tests.Kamailio;

/// <summary>Debian's Kamailio as a proxy before a hub.</summary>
internal sealed class KamailioProxy : IAsyncDisposable
{
    private readonly ChildProcess _process;
    private readonly string _directory;

    private KamailioProxy(ChildProcess process, string directory, IPEndPoint endPoint)
    {
        _process = process;
        _directory = directory;
        EndPoint = endPoint;
    }

    /// <summary>Where phones reach it.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts one, and waits until it serves.</summary>
    /// <param name="hub">The hub behind it.</param>
    public static async Task<KamailioProxy> StartAsync(HubProcess hub)
    {
        using var probe = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var endPoint = (IPEndPoint)probe.Client.LocalEndPoint!;
        var directory = Directory.CreateTempSubdirectory("tandem-kamailio-").FullName;
        var template = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Kamailio", "kamailio.cfg"));
        var configuration = Path.Combine(directory, "kamailio.cfg");
        await File.WriteAllTextAsync(
            configuration,
            template.Replace("@port@", $"{endPoint.Port}", StringComparison.Ordinal).Replace("@exchange@", $"{hub.Sip}", StringComparison.Ordinal));
        probe.Close();
        var process = ChildProcess.Start(
            "sh", ["-c", "exec \"$0\" \"$@\" 2>&1", ExternalTool.Kamailio, "-DD", "-E", "-m", "16", "-M", "4", "-Y", directory, "-w", directory, "-f", configuration], directory);
        var proxy = new KamailioProxy(process, directory, endPoint);
        try
        {
            await process.WaitForLineAsync("udp: 127.0.0.1");
            return proxy;
        }
        catch
        {
            await proxy.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until a request has passed it.</summary>
    public Task PassesAsync(string method, IPEndPoint from) => _process.WaitForLineAsync($"passes {method} \\S+ from {from}".Replace(".", "\\.", StringComparison.Ordinal));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
            {
                // The main process ends its children.
                _process.SendInterrupt();
                await _process.WaitForExitAsync();
            }
        }
        finally
        {
            await _process.DisposeAsync();
            Directory.Delete(_directory, recursive: true);
        }
    }
}
