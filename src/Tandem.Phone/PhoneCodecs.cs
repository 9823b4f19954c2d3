using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Sip.Sdp;

namespace Tandem.Phone;

/// <summary>The media engine's codecs as session descriptions name them.</summary>
internal static class PhoneCodecs
{
    public static MediaFormat ToFormat(AudioCodec codec) =>
        new(codec.DefaultPayloadType(), codec.EncodingName(), codec.ClockRate(), codec.DescribedChannels());

    public static AudioCodec ToCodec(MediaFormat format) =>
        AudioCodecs.Find(format.Encoding, format.ClockRate) ?? throw new NotSupportedException($"{format.Encoding} was never offered.");
}
