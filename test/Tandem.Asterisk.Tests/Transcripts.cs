using Tandem.Asterisk.Messages;

namespace Tandem.Asterisk.Tests;

/// <summary>What a real Asterisk 20 wrote.</summary>
internal static class Transcripts
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Transcripts");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.ami").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    /// <param name="name">The name, or the number that it begins with.</param>
    public static AmiTranscript Load(string name) => AmiTranscript.Load(Path.Combine(Folder, Names.Single(known => known == name || known.StartsWith(name + "-", StringComparison.Ordinal)) + ".ami"));
}
