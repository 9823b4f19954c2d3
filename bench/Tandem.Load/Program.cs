using System.CommandLine;
using Tandem.Load;
using Tandem.Load.Everything;
using Tandem.Load.Feed;
using Tandem.Load.Soak;

// dotnet run -c Release --project bench/Tandem.Load -- answer --rate 200 --seconds 60
var rate = new Option<int>("--rate") { Description = "Calls or registrations a second.", DefaultValueFactory = _ => 200 };
var seconds = new Option<int>("--seconds") { Description = "Length of the measured run.", DefaultValueFactory = _ => 60 };
var warmUp = new Option<int>("--warm-up") { Description = "Seconds at the same rate before it.", DefaultValueFactory = _ => 10 };
var users = new Option<int>("--users") { Description = "Registered users, for register.", DefaultValueFactory = _ => 10_000 };

var root = new RootCommand("Drives a hub of its own with SIPp, each as a process of its own, and measures the hub's CPU and memory alone.")
{
    Measure("register", "REGISTER with digest, a full challenge each.", LoadKind.Register),
    Measure("answer", "Calls to the echo, answered by the exchange.", LoadKind.Answer),
    Feed(),
    Measure("b2bua", "Calls through the exchange to a SIPp that answers.", LoadKind.BackToBack),
    Everything(),
    Relayed(),
    Soak(),
    Memory(),
    Measure("lamps", "The same to one extension, which --users phones watch, up to 500.", LoadKind.Lamps),
};
return await root.Parse(args).InvokeAsync().ConfigureAwait(false);

Command Feed()
{
    var format = new Option<string>("--format") { Description = "bert, chan_info (JSON) or model (JSON).", DefaultValueFactory = _ => "bert" };
    var subscribers = new Option<int>("--subscribers") { Description = "How many.", DefaultValueFactory = _ => 1000 };
    var changes = new Option<int>("--changes") { Description = "Changes a second; 0 for idle subscribers.", DefaultValueFactory = _ => 100 };
    var command = new Command("feed", "Changes of a joined exchange to subscribers of a feed.") { format, subscribers, changes, seconds };
    command.SetAction((parsed, cancellationToken) => FeedRun.RunAsync(
        new FeedPlan(parsed.GetValue(format)!, parsed.GetValue(subscribers), parsed.GetValue(changes), TimeSpan.FromSeconds(parsed.GetValue(seconds))), cancellationToken));
    return command;
}

Command Everything()
{
    var relayed = new Option<int>("--relayed") { Description = "Calls with audio.", DefaultValueFactory = _ => 500 };
    var subscribers = new Option<int>("--subscribers") { Description = "Followers of the feed.", DefaultValueFactory = _ => 200 };
    var command = new Command("everything", "Calls, calls with audio, followers and history at once.") { rate, relayed, subscribers, seconds, warmUp };
    command.SetAction(async (parsed, cancellationToken) => await EverythingRun.RunAsync(
        new EverythingPlan(
            parsed.GetValue(rate), parsed.GetValue(relayed), parsed.GetValue(subscribers), TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(warmUp))),
        cancellationToken).ConfigureAwait(false) ? 0 : 1);
    return command;
}

Command Soak()
{
    var minutes = new Option<int>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 30 };
    var often = new Option<int>("--rate") { Description = "Calls a second.", DefaultValueFactory = _ => 100 };
    var command = new Command("soak", "Calls with hang-ups, cancels, busy, hold and transfers as chance says; fails where anything is left, grows or fails.") { minutes, often };
    command.SetAction(async (parsed, cancellationToken) => await SoakRun.RunAsync(
        new SoakPlan(parsed.GetValue(often), TimeSpan.FromMinutes(parsed.GetValue(minutes))), cancellationToken).ConfigureAwait(false) ? 0 : 1);
    return command;
}

Command Memory()
{
    var calls = new Option<int>("--calls") { Description = "Calls that are up.", DefaultValueFactory = _ => 2000 };
    var command = new Command("memory", "Calls that are up, and what each of them keeps in memory.") { calls };
    command.SetAction(async (parsed, cancellationToken) => await MemoryRun.RunAsync(parsed.GetValue(calls), cancellationToken).ConfigureAwait(false) ? 0 : 1);
    return command;
}

// What 'everything' starts as a process of its own.
Command Relayed()
{
    var port = new Argument<int>("PORT");
    var first = new Argument<int>("USER");
    var calls = new Argument<int>("CALLS");
    var command = new Command("relayed", "Calls with audio, for 'everything'.") { port, first, calls };
    command.Hidden = true;
    command.SetAction((parsed, _) => RelayedCalls.RunAsync(parsed.GetValue(port), parsed.GetValue(first), parsed.GetValue(calls)));
    return command;
}

Command Measure(string name, string description, LoadKind kind)
{
    var command = new Command(name, description) { rate, seconds, warmUp, users };
    command.SetAction(async (parsed, cancellationToken) =>
    {
        var plan = new LoadPlan(kind, parsed.GetValue(rate), TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(warmUp)), parsed.GetValue(users));
        var report = await LoadRun.RunAsync(plan, cancellationToken).ConfigureAwait(false);
        Console.WriteLine(LoadReport.Header);
        Console.WriteLine(report);
        return report.Failed == 0 ? 0 : 1;
    });
    return command;
}
