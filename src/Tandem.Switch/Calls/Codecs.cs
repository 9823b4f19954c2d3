using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Srtp;
using Tandem.Sip.Sdp;

namespace Tandem.Switch.Calls;

/// <summary>The media engine's codecs and ciphers as session descriptions name them.</summary>
internal static class Codecs
{
    public static MediaFormat ToFormat(this AudioCodec codec) =>
        new(codec.DefaultPayloadType(), codec.EncodingName(), codec.ClockRate(), codec.DescribedChannels());

    public static AudioCodec ToCodec(this MediaFormat format) =>
        AudioCodecs.Find(format.Encoding, format.ClockRate) ?? throw new NotSupportedException($"{format.Encoding} was never offered.");

    public static SdpCryptoSuite ToSuite(this SrtpProfile profile) => new(profile.SuiteName(), profile.KeyLength() + profile.SaltLength());

    public static SrtpParameters? ToSrtp(this AudioAgreement agreement) => agreement is { LocalCrypto: { } local, RemoteCrypto: { } remote }
        ? new SrtpParameters { Profile = SrtpProfiles.Find(local.Suite)!.Value, LocalKey = local.Key, RemoteKey = remote.Key }
        : null;
}
