using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

/// <summary>The media engine's codecs as session descriptions name them.</summary>
internal static class Codecs
{
    public static MediaFormat ToFormat(this AudioCodec codec) =>
        new(codec.DefaultPayloadType(), codec.EncodingName(), codec.ClockRate(), codec.DescribedChannels());

    public static AudioCodec ToCodec(this MediaFormat format) =>
        AudioCodecs.Find(format.Encoding, format.ClockRate) ?? throw new NotSupportedException($"{format.Encoding} was never offered.");
}
