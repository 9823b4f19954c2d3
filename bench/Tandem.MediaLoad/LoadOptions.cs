namespace Tandem.MediaLoad;

/// <summary>The command line: <c>--mode</c>, <c>--channels</c>, <c>--seconds</c>, <c>--shards</c>.</summary>
internal sealed record LoadOptions
{
    public LoadMode Mode { get; init; } = LoadMode.Echo;

    /// <summary>Channels, 2 to 5000; in pairs where they are bridged.</summary>
    public int Channels { get; init; } = 1000;

    /// <summary>How long is measured, after 3 seconds of warming up.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Media threads of the engine; 0 for one a processor.</summary>
    public int Shards { get; init; }

    public static LoadOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new LoadOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--mode" => options with { Mode = Enum.Parse<LoadMode>(value, ignoreCase: true) },
                "--channels" => options with { Channels = int.Parse(value) },
                "--seconds" => options with { Seconds = int.Parse(value) },
                "--shards" => options with { Shards = int.Parse(value) },
                _ => throw new ArgumentException($"There is no option {arguments[i]}."),
            };
        }

        if (options.Channels is < 2 or > 5000 || options.Channels % 2 != 0)
            throw new ArgumentException("--channels must be an even number between 2 and 5000.");
        if (options.Seconds is < 1 or > 3600)
            throw new ArgumentException("--seconds must be between 1 and 3600.");
        return options;
    }

    public string[] ToArguments() =>
        ["--mode", Mode.ToString(), "--channels", $"{Channels}", "--seconds", $"{Seconds}", "--shards", $"{Shards}"];
}
