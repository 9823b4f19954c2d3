using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Tones;

namespace Tandem.Interop.Tests.Media;

/// <summary>Ten seconds of a tone as a file that sipp streams: A-law at 8 kHz, nothing else.</summary>
internal sealed class ToneFile : IDisposable
{
    /// <summary>In Hz.</summary>
    public const double Frequency = 440;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tandem-sipp-audio-");

    public ToneFile()
    {
        var samples = new short[80_000];
        new ToneSource(Frequency, 0.3).Read(samples);
        var codes = new byte[samples.Length];
        G711.Encode(AudioCodec.Pcma, samples, codes);
        Name = Path.Combine(_directory.FullName, "tone.alaw");
        File.WriteAllBytes(Name, codes);
    }

    /// <summary>The file's full name.</summary>
    public string Name { get; }

    public void Dispose() => _directory.Delete(recursive: true);
}
