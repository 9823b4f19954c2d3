// Print who calls whom on an Asterisk: TANDEM_AMI_HOST=... TANDEM_AMI_USER=... TANDEM_AMI_SECRET=... dotnet run --project samples/AsteriskCalls
using Tandem.Asterisk;
using Tandem.Asterisk.Events;

await using var ami = AmiClient.Start(new AmiClientOptions
{
    Host = Environment.GetEnvironmentVariable("TANDEM_AMI_HOST") ?? "127.0.0.1",
    Username = Environment.GetEnvironmentVariable("TANDEM_AMI_USER") ?? "admin",
    Secret = Environment.GetEnvironmentVariable("TANDEM_AMI_SECRET") ?? "",
    Events = AmiEventClasses.Call,
}, Listen);
await ami.Closed;

// Before it connects, so that nothing is missed.
static void Listen(AmiClient ami)
{
    ami.StateChanged += change => Console.WriteLine($"{change.State} {change.Reason?.Message}");
    ami.On<DialBeginEvent>(e => Console.WriteLine($"{e.Channel?.CallerNumber} calls {e.DialString}"));
    ami.On<DialEndEvent>(e => Console.WriteLine($"{e.Channel?.CallerNumber} to {e.Destination?.CallerNumber}: {e.Status}"));
    ami.On<HangupEvent>(e => Console.WriteLine($"{e.Channel?.CallerNumber} hangs up: {e.CauseText}"));
}
