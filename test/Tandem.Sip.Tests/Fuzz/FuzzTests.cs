using System.Globalization;

namespace Tandem.Sip.Tests.Fuzz;

/// <summary>
/// Each reader of bytes of strangers, over its corpus (a file an input, in <c>Corpus/NAME</c>) and over what becomes of that when it is spoilt:
/// nothing throws, nothing hangs, and what is understood is written so that it is understood alike. A finding becomes a file of the corpus.
/// </summary>
/// <remarks>
/// The same inputs in every run; <c>TANDEM_FUZZ_SECONDS</c> lets each reader run that long with others, and names the seed of a failure.
/// </remarks>
public sealed class FuzzTests
{
    private const int Inputs = 6_000;

    private static readonly string Corpus = Path.Combine(AppContext.BaseDirectory, "Fuzz", "Corpus");

    public static TheoryData<string> Readers => [.. EntryPoints.All.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void The_corpus_is_read_and_written_alike(string reader)
    {
        var understood = CorpusOf(reader).Select(data => Exercise(reader, data)).ToArray();
        Assert.Contains(understood, wasUnderstood => wasUnderstood);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void What_is_spoilt_is_refused_or_written_alike(string reader)
    {
        var corpus = CorpusOf(reader);
        var longer = Environment.GetEnvironmentVariable("TANDEM_FUZZ_SECONDS") is { Length: > 0 } text
            ? TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
        var seed = longer > TimeSpan.Zero ? Random.Shared.Next() : 4475;
        var random = new Random(seed);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        for (var i = 0; i < Inputs || watch.Elapsed < longer; i++)
        {
            var data = Mutator.Mutate(corpus[random.Next(corpus.Length)], corpus[random.Next(corpus.Length)], random);
            try
            {
                Exercise(reader, data);
            }
            catch (Exception exception)
            {
                Assert.Fail($"{reader}, seed {seed}, input {i}: {Convert.ToBase64String(data)}\n{exception}");
            }
        }
    }

    private static byte[][] CorpusOf(string reader)
    {
        var own = Directory.EnumerateFiles(Path.Combine(Corpus, reader)).Order(StringComparer.Ordinal).Select(File.ReadAllBytes);
        return reader == "message" ? [.. own, .. Messages.TortureMessages.Names.Select(Messages.TortureMessages.Read)] : [.. own];
    }

    private static bool Exercise(string reader, byte[] data)
    {
        var read = EntryPoints.All[reader];
        if (read(data) is not { } written)
        {
            return false;
        }
        var again = read(written);
        Assert.True(again is not null, "What it has written it does not read.");
        Assert.Equal(written, again);
        return true;
    }
}
