using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tandem.Load;

/// <summary>Runs a plan: a hub, a SIPp or two, a warm-up, the measured run.</summary>
internal static class LoadRun
{
    // Beyond this many calls at once SIPp itself is what fails.
    private const string MaxCalls = "20000";

    public static async Task<LoadReport> RunAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        await using var hub = await HubProcess.StartAsync(plan.Kind == LoadKind.Register ? plan.Users : 1, cancellationToken).ConfigureAwait(false);
        await using var callee = plan.Kind == LoadKind.BackToBack ? await AnswerAsync(hub, cancellationToken).ConfigureAwait(false) : null;
        var users = plan.Kind == LoadKind.Register ? await WriteUsersAsync(plan.Users, cancellationToken).ConfigureAwait(false) : null;
        try
        {
            await DriveAsync(hub, plan, plan.WarmUp, users, cancellationToken).ConfigureAwait(false);
            var (cpu, frames, started) = (hub.Cpu, hub.Frames, Stopwatch.GetTimestamp());
            var (done, failed, retransmitted) = await DriveAsync(hub, plan, plan.Duration, users, cancellationToken).ConfigureAwait(false);
            return new LoadReport(plan, done, failed, retransmitted, Stopwatch.GetElapsedTime(started), hub.Cpu - cpu, hub.Memory, hub.Frames - frames);
        }
        finally
        {
            if (users is not null)
            {
                File.Delete(users);
            }
        }
    }

    private static async Task<(long Done, long Failed, long Retransmitted)> DriveAsync(
        HubProcess hub, LoadPlan plan, TimeSpan duration, string? users, CancellationToken cancellationToken)
    {
        var count = ((long)(plan.Rate * duration.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var rate = plan.Rate.ToString(CultureInfo.InvariantCulture);
        string[] what = plan.Kind switch
        {
            LoadKind.Register => ["-sf", Scenario("register.xml"), "-inf", users!],
            LoadKind.Answer => ["-sn", "uac", "-s", "600", "-d", "100"],
            _ => ["-sn", "uac", "-s", HubProcess.UserAt(0), "-d", "100"],
        };
        await using var caller = SippProcess.Start([$"127.0.0.1:{hub.SipPort}", .. what, "-r", rate, "-m", count, "-l", MaxCalls]);
        return await caller.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    // The called side: a SIPp that answers, registered where it listens.
    private static async Task<SippProcess> AnswerAsync(HubProcess hub, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var callee = SippProcess.Start("-sn", "uas", "-p", port.ToString(CultureInfo.InvariantCulture), "-l", MaxCalls);
        var user = Path.GetTempFileName();
        await File.WriteAllTextAsync(user, UserLine(HubProcess.UserAt(0), port, "SEQUENTIAL\n"), cancellationToken).ConfigureAwait(false);
        await using var registration = SippProcess.Start($"127.0.0.1:{hub.SipPort}", "-sf", Scenario("register.xml"), "-inf", user, "-m", "1");
        var (done, _, _) = await registration.FinishAsync(cancellationToken).ConfigureAwait(false);
        File.Delete(user);
        return done == 1 ? callee : throw new InvalidOperationException("The called side could not register.");
    }

    private static async Task<string> WriteUsersAsync(int count, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        var lines = Enumerable.Range(0, count).Select(index => UserLine(HubProcess.UserAt(index), 5060, index == 0 ? "SEQUENTIAL\n" : ""));
        await File.WriteAllTextAsync(file, string.Concat(lines), cancellationToken).ConfigureAwait(false);
        return file;
    }

    private static string UserLine(string user, int port, string before) =>
        $"{before}{user};[authentication username={user} password={HubProcess.Secret}];{port}\n";

    private static string Scenario(string name) => Path.Combine(AppContext.BaseDirectory, "Scenarios", name);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
