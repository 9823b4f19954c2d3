using Tandem.MediaLoad;

try
{
    switch (args.FirstOrDefault())
    {
        case "engine":
            await EngineProcess.RunAsync(LoadOptions.Parse(args.AsSpan(1)));
            return 0;
        case "generate":
            LoadOptions options = LoadOptions.Parse(args.AsSpan(1));
            if (options.Mode == LoadMode.Open)
                await OpenRun.RunAsync(options);
            else
                LoadRun.Run(options);
            return 0;
        default:
            Console.Error.WriteLine("usage: Tandem.MediaLoad generate [--mode echo|relay|transcode|convert|srtp|conference|listen|record|open|tone] [--channels N] [--seconds N] [--shards N]");
            Console.Error.WriteLine("The generator starts the engine as a process of its own ('engine'), so that its use alone is measured.");
            return 2;
    }
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
