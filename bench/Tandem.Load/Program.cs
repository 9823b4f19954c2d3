using System.CommandLine;
using Tandem.Load;
using Tandem.Load.Feed;

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
