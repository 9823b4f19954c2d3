using System.Diagnostics;
using System.Text.Json;

namespace Tandem.MediaLoad;

/// <summary>Starts the engine process, loads it, prints what it used.</summary>
internal static class LoadRun
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    public static void Run(LoadOptions options)
    {
        using Process engine = StartEngine(options);

        // What a process costs once, its compiled code above all, is no channel's memory.
        Run(engine, options with { Channels = 2, Seconds = 1 });
        Run(engine, options, Print);
        engine.StandardInput.Close();
        engine.WaitForExit();
    }

    private static void Run(Process engine, LoadOptions options, Action<LoadOptions, Generator, EngineUsage, EngineUsage, EngineUsage>? print = null)
    {
        using var generator = new Generator(options);
        EngineUsage idle = Ask(engine);
        generator.SetTargets(Ask<int[]>(engine, JsonSerializer.Serialize(generator.Ports)));
        generator.Run(WarmUp);
        generator.Continue();
        EngineUsage before = Ask(engine);
        generator.Run(TimeSpan.FromSeconds(options.Seconds));
        EngineUsage after = Ask(engine);
        print?.Invoke(options, generator, idle, before, after);
        Ask<EngineUsage>(engine, EngineProcess.Close);
    }

    private static void Print(LoadOptions options, Generator generator, EngineUsage idle, EngineUsage before, EngineUsage after)
    {
        long packets = Math.Max(after.PacketsIn - before.PacketsIn, after.PacketsOut - before.PacketsOut);
        double cpu = after.CpuSeconds - before.CpuSeconds;
        double wall = options.Mode == LoadMode.Tone ? after.WallSeconds - before.WallSeconds : options.Seconds;
        Console.WriteLine($"{options.Mode}, {options.Channels} channels, {options.Seconds} s");
        Console.WriteLine($"  engine CPU      {100 * cpu / wall:F1} % of a core, {1e6 * cpu / Math.Max(1, packets):F2} us a packet");
        Console.WriteLine($"  engine memory   {after.ResidentBytes / 1048576.0:F1} MiB resident, {(after.ResidentBytes - idle.ResidentBytes) / 1024.0 / options.Channels:F1} KiB a channel above idle");
        Console.WriteLine($"  engine garbage  {(after.AllocatedBytes - before.AllocatedBytes) / (double)Math.Max(1, packets):F3} bytes a packet");
        Console.WriteLine($"  engine packets  {after.PacketsIn - before.PacketsIn} in, {after.PacketsOut - before.PacketsOut} out");
        if (after.Ticks > before.Ticks)
            Console.WriteLine($"  ticks           {after.Ticks - before.Ticks}, of which {after.LateTicks - before.LateTicks} more than 5 ms late");
        if (options.Mode == LoadMode.Tone || !options.Mode.IsAnswered())
            return;

        Console.WriteLine($"  generator       {generator.Sent} sent, {generator.Received} received, {generator.Sent - generator.Received} lost");
        if (options.Mode.KeepsPayload())
            Console.WriteLine($"  delay           p50 {generator.Delay(0.5):F2} ms, p95 {generator.Delay(0.95):F2} ms, p99 {generator.Delay(0.99):F2} ms, longest {generator.LongestDelay:F1} ms");
    }

    private static Process StartEngine(LoadOptions options)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(LoadRun).Assembly.Location, "engine", .. options.ToArguments()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("The engine process did not start.");
    }

    private static EngineUsage Ask(Process engine) => Ask<EngineUsage>(engine, "");

    private static T Ask<T>(Process engine, string line)
    {
        engine.StandardInput.WriteLine(line);
        return JsonSerializer.Deserialize<T>(engine.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The engine process has ended."))!;
    }
}
