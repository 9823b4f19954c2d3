using System.Diagnostics;

namespace Tandem.Hub.Tests.Storage;

/// <summary>A PostgreSQL server of our own: in a temporary directory, on a Unix socket there and nowhere else.</summary>
internal sealed class PostgreSqlServer : IAsyncDisposable
{
    private const string Installations = "/usr/lib/postgresql";

    private readonly string _directory;

    private PostgreSqlServer(string directory) => _directory = directory;

    public static bool CanStart => Binaries is not null;

    public string ConnectionString => $"Host={_directory};Username=postgres;Database=postgres";

    private static string? Binaries => OperatingSystem.IsLinux() && Directory.Exists(Installations)
        ? Directory.GetDirectories(Installations).Select(path => Path.Combine(path, "bin")).Where(Directory.Exists).Order().LastOrDefault()
        : null;

    private string Data => Path.Combine(_directory, "data");

    public static async Task<PostgreSqlServer> StartAsync()
    {
        var server = new PostgreSqlServer(Directory.CreateTempSubdirectory("tandem-pg").FullName);

        // The server refuses to run as root.
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", ["postgres", server._directory]);
        await server.RunAsServerAsync("initdb", ["-D", server.Data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8"]);
        string log = Path.Combine(server._directory, "log");
        string options = $"-c listen_addresses='' -k {server._directory} -F";
        await server.RunAsServerAsync("pg_ctl", ["start", "-w", "-D", server.Data, "-l", log, "-o", options]);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsServerAsync("pg_ctl", ["stop", "-w", "-m", "immediate", "-D", Data]);
        Directory.Delete(_directory, recursive: true);
    }

    private Task RunAsServerAsync(string program, string[] arguments)
    {
        string path = Path.Combine(Binaries!, program);
        return Environment.IsPrivilegedProcess
            ? RunAsync("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", path, .. arguments])
            : RunAsync(path, arguments);
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        // Output goes nowhere: the server itself would keep a pipe open for as long as it runs.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments])
        {
            WorkingDirectory = "/",
        };
        using Process process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }
}
