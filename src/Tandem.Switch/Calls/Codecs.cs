using Tandem.Media;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

/// <summary>The media engine's codecs as session descriptions name them.</summary>
internal static class Codecs
{
    public static MediaFormat ToFormat(this AudioCodec codec) => codec == AudioCodec.Pcmu ? MediaFormat.Pcmu : MediaFormat.Pcma;

    public static AudioCodec ToCodec(this MediaFormat format) => format.IsSameEncoding(MediaFormat.Pcmu) ? AudioCodec.Pcmu : AudioCodec.Pcma;
}
