// Show the queues of an Asterisk, live: TANDEM_AMI_HOST=... TANDEM_AMI_USER=... TANDEM_AMI_SECRET=... dotnet run --project samples/CallCenterWall
using Tandem.Asterisk;
using Tandem.Asterisk.Live;
using Tandem.Asterisk.Live.Catalogue;

await using var pbx = new AsteriskPbx(new AsteriskPbxOptions
{
    Connection = new AmiClientOptions
    {
        Host = Environment.GetEnvironmentVariable("TANDEM_AMI_HOST") ?? "127.0.0.1",
        Port = int.Parse(Environment.GetEnvironmentVariable("TANDEM_AMI_PORT") ?? "5038"),
        Username = Environment.GetEnvironmentVariable("TANDEM_AMI_USER") ?? "admin",
        Secret = Environment.GetEnvironmentVariable("TANDEM_AMI_SECRET") ?? "",
    },
});
pbx.Start();
await foreach (var happened in pbx.EventsAsync())
{
    if (happened is not (LiveEvent.QueueChanged or LiveEvent.QueueMemberChanged or LiveEvent.Ready or LiveEvent.Reloaded or LiveEvent.Missed))
    {
        continue;
    }
    var now = pbx.Model.Snapshot();
    if (!Console.IsOutputRedirected)
    {
        Console.Clear();
    }
    foreach (var queue in now.Queues.OrderBy(queue => queue.Name))
    {
        var members = now.QueueMembers.Where(member => member.Queue == queue.Id).OrderBy(member => member.Name);
        var waiting = now.WaitingCallers.Where(caller => caller.Queue == queue.Id).OrderBy(caller => caller.Position);
        Console.WriteLine($"{queue.Name}  answered {queue.Completed}  given up {queue.Abandoned}");
        Console.WriteLine($"  agents   {string.Join(", ", members.Select(member => $"{member.Name}{(member.Paused ? $" (pause {member.PauseReason})" : "")}"))}");
        Console.WriteLine($"  waiting  {string.Join(", ", waiting.Select(caller => $"{caller.Position}. {caller.Party.Number} since {caller.JoinedAt.LocalDateTime:T}"))}");
    }
}
