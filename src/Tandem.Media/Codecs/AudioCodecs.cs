namespace Tandem.Media.Codecs;

/// <summary>What the codecs are, and what makes their coders.</summary>
public static class AudioCodecs
{
    private static readonly AudioCodec[] Known = Enum.GetValues<AudioCodec>();

    /// <summary>The codecs that this machine can code: all, but Opus where libopus is missing.</summary>
    public static IReadOnlyList<AudioCodec> Available { get; } = [.. Known.Where(IsAvailable)];

    /// <summary>Whether this machine can code it.</summary>
    public static bool IsAvailable(this AudioCodec codec) => Enum.IsDefined(codec) && (codec != AudioCodec.Opus || OpusLibrary.Instance is not null);

    /// <summary>The encoding's name in session descriptions, for example <c>PCMU</c>.</summary>
    public static string EncodingName(this AudioCodec codec) => codec switch
    {
        AudioCodec.Pcmu => "PCMU",
        AudioCodec.Pcma => "PCMA",
        AudioCodec.G722 => "G722",
        AudioCodec.L16 => "L16",
        AudioCodec.Opus => "opus",
        _ => throw Unknown(codec),
    };

    /// <summary>How many channels a session description gives it: 2 for Opus, whatever is sent (RFC 7587 section 7), else 1.</summary>
    public static int DescribedChannels(this AudioCodec codec) => codec == AudioCodec.Opus ? 2 : 1;

    /// <summary>The codec of an encoding's name and clock rate in session descriptions; <see langword="null"/> for one that we have not.</summary>
    /// <param name="encodingName">The name, in any case.</param>
    /// <param name="clockRate">The rate of its RTP timestamps in Hz.</param>
    public static AudioCodec? Find(string encodingName, int clockRate)
    {
        foreach (AudioCodec codec in Available)
        {
            if (codec.ClockRate() == clockRate && codec.EncodingName().Equals(encodingName, StringComparison.OrdinalIgnoreCase))
                return codec;
        }

        return null;
    }

    /// <summary>The rate of its RTP timestamps in Hz.</summary>
    public static int ClockRate(this AudioCodec codec) => codec switch
    {
        AudioCodec.L16 => 16000,
        AudioCodec.Opus => 48000,
        _ => 8000,
    };

    /// <summary>The rate of its audio in Hz: 8000 or 16000.</summary>
    public static int SampleRate(this AudioCodec codec) => codec is AudioCodec.Pcmu or AudioCodec.Pcma ? 8000 : 16000;

    /// <summary>The payload type that stands for it without a session description; for a dynamic one, the number that we propose.</summary>
    public static int DefaultPayloadType(this AudioCodec codec) => codec switch
    {
        AudioCodec.L16 => 97,
        AudioCodec.Opus => 96,
        _ => (int)codec,
    };

    /// <summary>Makes a decoder for one stream.</summary>
    /// <exception cref="NotSupportedException">The codec is not available.</exception>
    public static AudioDecoder CreateDecoder(this AudioCodec codec) => codec switch
    {
        AudioCodec.Pcmu or AudioCodec.Pcma => new G711Decoder(codec),
        AudioCodec.G722 => new G722Decoder(),
        AudioCodec.L16 => new L16Decoder(),
        AudioCodec.Opus when OpusLibrary.Instance is { } library => new OpusDecoder(library),
        _ => throw Unknown(codec),
    };

    /// <summary>Makes an encoder for one stream.</summary>
    /// <exception cref="NotSupportedException">The codec is not available.</exception>
    public static AudioEncoder CreateEncoder(this AudioCodec codec) => codec switch
    {
        AudioCodec.Pcmu or AudioCodec.Pcma => new G711Encoder(codec),
        AudioCodec.G722 => new G722Encoder(),
        AudioCodec.L16 => new L16Encoder(),
        AudioCodec.Opus when OpusLibrary.Instance is { } library => new OpusEncoder(library),
        _ => throw Unknown(codec),
    };

    private static NotSupportedException Unknown(AudioCodec codec) => new($"The codec {codec} is not available.");
}
