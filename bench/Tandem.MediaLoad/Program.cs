using Tandem.MediaLoad;

try
{
    switch (args.FirstOrDefault())
    {
        case "engine":
            await EngineProcess.RunAsync(LoadOptions.Parse(args.AsSpan(1)));
            return 0;
        case "generate":
            LoadRun.Run(LoadOptions.Parse(args.AsSpan(1)));
            return 0;
        default:
            Console.Error.WriteLine("usage: Tandem.MediaLoad generate [--mode echo|relay|transcode|convert|srtp|conference|listen|record|tone] [--channels N] [--seconds N] [--shards N]");
            Console.Error.WriteLine("The generator starts the engine as a process of its own ('engine'), so that its use alone is measured.");
            return 2;
    }
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
