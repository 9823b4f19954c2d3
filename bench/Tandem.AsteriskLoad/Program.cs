using Tandem.AsteriskLoad;

var transcript = Path.Combine(AppContext.BaseDirectory, "02-basic-call.ami");
switch (args)
{
    case ["replay", .. var rest]:
        ReplayRun.Run(transcript, rest.Length > 0 ? int.Parse(rest[0], null) : 1_000_000);
        return 0;
    case ["live", .. var rest]:
        await LiveRun.RunAsync(rest.Length > 0 ? int.Parse(rest[0], null) : 30, rest.Contains("filtered"));
        return 0;
    case ["size"]:
        SizeRun.Run();
        return 0;
    case ["serve"]:
        await Server.RunAsync(transcript);
        return 0;
    default:
        Console.Error.WriteLine("usage: Tandem.AsteriskLoad replay [EVENTS] | live [SECONDS] [filtered] | size");
        return 2;
}
