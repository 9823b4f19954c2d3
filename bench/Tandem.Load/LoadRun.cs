using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tandem.Load.Lamps;

namespace Tandem.Load;

/// <summary>Runs a plan: a hub, a SIPp or two, a warm-up, the measured run.</summary>
internal static class LoadRun
{
    // As many that none of them has more calls at once than a phone would.
    private const int Callees = 500;

    // Beyond this many calls at once SIPp itself is what fails.
    private const string MaxCalls = "20000";

    public static async Task<LoadReport> RunAsync(LoadPlan plan, CancellationToken cancellationToken)
    {
        await using var hub = await HubProcess.StartAsync(plan.Kind switch { LoadKind.Register => plan.Users, LoadKind.BackToBack or LoadKind.Lamps => Callees, _ => 0 }, cancellationToken).ConfigureAwait(false);
        await using var callee = plan.Kind is LoadKind.BackToBack or LoadKind.Lamps ? await AnswerAsync(hub, cancellationToken).ConfigureAwait(false) : null;
        var users = plan.Kind switch
        {
            LoadKind.Register => await WriteUsersAsync(plan.Users, port: 5060, cancellationToken).ConfigureAwait(false),
            LoadKind.BackToBack => await WriteUsersAsync(Callees, port: 5060, cancellationToken).ConfigureAwait(false),
            LoadKind.Lamps => await WriteUsersAsync(1, port: 5060, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        using var lamps = plan.Kind == LoadKind.Lamps ? await LampWatchers.StartAsync(hub.SipPort, plan.Users, HubProcess.UserAt(0)).ConfigureAwait(false) : null;
        try
        {
            await DriveAsync(hub, plan, plan.WarmUp, users, cancellationToken).ConfigureAwait(false);
            var told = lamps?.Notifications ?? 0;
            var (cpu, frames, started) = (hub.Cpu, hub.Frames, Stopwatch.GetTimestamp());
            var (done, failed, retransmitted) = await DriveAsync(hub, plan, plan.Duration, users, cancellationToken).ConfigureAwait(false);
            if (lamps is not null)
            {
                Console.WriteLine($"{lamps.Notifications - told} notifications to {plan.Users} lamps");
            }
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

    /// <summary>Runs the calling side.</summary>
    public static async Task<(long Done, long Failed, long Retransmitted)> DriveAsync(
        HubProcess hub, LoadPlan plan, TimeSpan duration, string? users, CancellationToken cancellationToken)
    {
        var count = ((long)(plan.Rate * duration.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var rate = plan.Rate.ToString(CultureInfo.InvariantCulture);
        string[] what = plan.Kind switch
        {
            LoadKind.Register => ["-sf", Scenario("register.xml"), "-inf", users!],
            LoadKind.Answer => ["-sn", "uac", "-s", "600", "-d", "100"],
            _ => ["-sf", Scenario("call.xml"), "-inf", users!],
        };
        await using var caller = SippProcess.Start([$"127.0.0.1:{hub.SipPort}", .. what, "-r", rate, "-m", count, "-l", MaxCalls]);
        return await caller.FinishAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The called side: a SIPp that answers, registered where it listens.</summary>
    public static async Task<SippProcess> AnswerAsync(HubProcess hub, CancellationToken cancellationToken)
    {
        var port = FreePort();
        var callee = SippProcess.Start("-sn", "uas", "-p", port.ToString(CultureInfo.InvariantCulture), "-l", MaxCalls);
        await RegisterAsync(hub, port, cancellationToken).ConfigureAwait(false);
        return callee;
    }

    /// <summary>Registers all users who are called at a port.</summary>
    public static async Task RegisterAsync(HubProcess hub, int port, CancellationToken cancellationToken)
    {
        var users = await WriteUsersAsync(Callees, port, cancellationToken).ConfigureAwait(false);
        await using var registration = SippProcess.Start(
            $"127.0.0.1:{hub.SipPort}", "-sf", Scenario("register.xml"), "-inf", users, "-r", "500", "-m", Callees.ToString(CultureInfo.InvariantCulture));
        var (done, _, _) = await registration.FinishAsync(cancellationToken).ConfigureAwait(false);
        File.Delete(users);
        if (done != Callees)
        {
            throw new InvalidOperationException("The called side could not register.");
        }
    }

    /// <summary>Writes a file of users, of whom each has a line.</summary>
    public static async Task<string> WriteUsersAsync(int count, int port, CancellationToken cancellationToken)
    {
        var file = Path.GetTempFileName();
        var lines = Enumerable.Range(0, count).Select(index =>
            $"{HubProcess.UserAt(index)};[authentication username={HubProcess.UserAt(index)} password={HubProcess.Secret}];{port}");
        await File.WriteAllLinesAsync(file, lines.Prepend("SEQUENTIAL"), cancellationToken).ConfigureAwait(false);
        return file;
    }

    private static string Scenario(string name) => Path.Combine(AppContext.BaseDirectory, "Scenarios", name);

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
