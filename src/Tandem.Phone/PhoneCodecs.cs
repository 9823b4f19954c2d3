using Tandem.Media;
using Tandem.Sip.Sdp;

namespace Tandem.Phone;

/// <summary>The media engine's codecs as session descriptions name them.</summary>
internal static class PhoneCodecs
{
    public static MediaFormat ToFormat(AudioCodec codec) => codec == AudioCodec.Pcmu ? MediaFormat.Pcmu : MediaFormat.Pcma;

    public static AudioCodec ToCodec(MediaFormat format) => format.IsSameEncoding(MediaFormat.Pcmu) ? AudioCodec.Pcmu : AudioCodec.Pcma;
}
