using Tandem.Media;
using Tandem.Media.Codecs;
using Tandem.Media.Srtp;
using Tandem.Sip.Sdp;

namespace Tandem.Phone;

/// <summary>The media engine's codecs as session descriptions name them.</summary>
internal static class PhoneCodecs
{
    public static MediaFormat ToFormat(AudioCodec codec) =>
        new(codec.DefaultPayloadType(), codec.EncodingName(), codec.ClockRate(), codec.DescribedChannels());

    public static AudioCodec ToCodec(MediaFormat format) =>
        AudioCodecs.Find(format.Encoding, format.ClockRate) ?? throw new NotSupportedException($"{format.Encoding} was never offered.");

    public static SdpCryptoSuite ToSuite(SrtpProfile profile) => new(profile.SuiteName(), profile.KeyLength() + profile.SaltLength());

    public static SrtpParameters? ToParameters(AudioAgreement agreement) => agreement is { LocalCrypto: { } local, RemoteCrypto: { } remote }
        ? new SrtpParameters { Profile = SrtpProfiles.Find(local.Suite)!.Value, LocalKey = local.Key, RemoteKey = remote.Key }
        : null;
}
