using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Tandem.Sip.Sdp;

/// <summary>
/// Our side of the offer/answer exchanges of one session (RFC 3264), for one audio stream over RTP/AVP, or RTP/SAVP where it may be encrypted.
/// Keeps the origin and raises its version when our description changes.
/// </summary>
public sealed class AudioOfferAnswer
{
    private const string Audio = "audio";
    private const string RtpAvp = "RTP/AVP";
    private const string RtpSavp = "RTP/SAVP";
    private const string Crypto = "crypto";
    private const string TelephoneEvent = "telephone-event";
    private const int TelephoneEventClock = 8000;
    private const int DefaultTelephoneEventPayloadType = 101;
    private const int FirstDynamicPayloadType = 96;

    private readonly IReadOnlyList<MediaFormat> _codecs;
    private readonly IPEndPoint _local;
    private readonly MediaProtection? _protection;
    private readonly List<SdpCrypto> _keys = [];
    private readonly ulong _sessionId = (ulong)RandomNumberGenerator.GetInt32(1, int.MaxValue);
    private SessionDescription? _last;
    private int _place;

    /// <summary>Creates our side.</summary>
    /// <param name="codecs">Our codecs in order of preference; at least one. An answer takes the first of ours that was offered.</param>
    /// <param name="local">Where we want the peer's media.</param>
    /// <param name="protection">How media may be encrypted; null for media in the clear only.</param>
    public AudioOfferAnswer(IReadOnlyList<MediaFormat> codecs, IPEndPoint local, MediaProtection? protection = null)
    {
        ArgumentNullException.ThrowIfNull(codecs);
        ArgumentNullException.ThrowIfNull(local);
        ArgumentOutOfRangeException.ThrowIfZero(codecs.Count, nameof(codecs));
        _codecs = codecs;
        _local = local;
        _protection = protection;
        // One key a suite, for the whole session: a description that is repeated says the same.
        _keys.AddRange((protection?.Suites ?? []).Select((suite, index) => new SdpCrypto(index + 1, suite.Name, RandomNumberGenerator.GetBytes(suite.KeyLength))));
    }

    /// <summary>What was agreed last; null before the first agreement.</summary>
    public AudioAgreement? Agreement { get; private set; }

    /// <summary>
    /// Makes an offer: all our codecs, the agreed one first, and telephone-event. Media that were refused before keep their place (RFC 3264 8).
    /// </summary>
    /// <param name="direction">Which way we want media to flow.</param>
    public byte[] Offer(SdpDirection direction = SdpDirection.SendReceive)
    {
        List<MediaFormat> formats = Agreement is { } agreed ? [Ours(agreed), .. _codecs.Where(codec => !codec.IsSameEncoding(agreed.Codec))] : [.. _codecs];
        formats.Insert(Agreement is null ? formats.Count : 1, TelephoneEventFormat(Agreement?.TelephoneEventPayloadType ?? DefaultTelephoneEventPayloadType));
        formats = Distinct(formats);
        var offered = Agreement is { } last ? (last.LocalCrypto is { } key ? [key] : []) : _protection is { IsOffered: true } or { IsRequired: true } ? _keys : [];
        var audio = Describe(formats, direction, offered, Agreement?.RtcpMux ?? false);
        return Describe(_last is null ? [audio] : [.. _last.Media.Select((media, index) => index == _place ? audio : media)]);
    }

    /// <summary>Answers an offer.</summary>
    /// <param name="offer">The peer's offer.</param>
    /// <param name="answer">Our answer: as many media as the offer, all but the first usable audio refused (RFC 3264 6).</param>
    /// <param name="allowed">Which way we let media flow; the answer's direction is that of the offer, reversed, within it.</param>
    /// <returns>The agreement; null where there is no codec in common: answer 488.</returns>
    public AudioAgreement? Answer(SessionDescription offer, out byte[] answer, SdpDirection allowed = SdpDirection.SendReceive)
    {
        ArgumentNullException.ThrowIfNull(offer);
        answer = [];
        for (var place = 0; place < offer.Media.Count; place++)
        {
            if (Agree(offer, offer.Media[place]) is { } agreement)
            {
                var audio = Describe(
                    Formats(agreement),
                    Within(agreement.RemoteDirection.Reversed(), allowed),
                    agreement.LocalCrypto is { } crypto ? [crypto] : [],
                    agreement.RtcpMux);
                _place = place;
                answer = Describe([.. offer.Media.Select((media, index) => index == place ? audio : Refuse(media))]);
                return Agreement = agreement;
            }
        }
        return null;
    }

    /// <summary>Takes the peer's answer to our offer.</summary>
    /// <returns>The agreement; null where the peer refused our audio or chose what we did not offer.</returns>
    public AudioAgreement? Accept(SessionDescription answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        // RFC 3264 6: an answer has the media of its offer in the same order.
        if (_place >= answer.Media.Count || Agree(answer, answer.Media[_place]) is not { } agreement)
        {
            return null;
        }
        // RFC 5761 5.1.1: an answer shares the port only where the offer did, and ours does only where the peer once did.
        return Agreement = agreement with { RtcpMux = agreement.RtcpMux && Agreement is { RtcpMux: true } };
    }

    private static SdpDirection Within(SdpDirection direction, SdpDirection allowed) =>
        (direction.Sends() && allowed.Sends(), direction.Receives() && allowed.Receives()) switch
        {
            (true, true) => SdpDirection.SendReceive,
            (true, false) => SdpDirection.SendOnly,
            (false, true) => SdpDirection.ReceiveOnly,
            _ => SdpDirection.Inactive,
        };

    // A number that was agreed for one format must not be that of another: the other takes the next free one.
    private static List<MediaFormat> Distinct(List<MediaFormat> formats)
    {
        var distinct = new List<MediaFormat>();
        foreach (var format in formats)
        {
            var payloadType = format.PayloadType;
            for (var next = FirstDynamicPayloadType; distinct.Exists(other => other.PayloadType == payloadType); next++)
            {
                payloadType = next;
            }
            distinct.Add(format with { PayloadType = payloadType });
        }
        return distinct;
    }

    private static MediaFormat TelephoneEventFormat(int payloadType) => new(payloadType, TelephoneEvent, TelephoneEventClock, Parameters: "0-16");

    private static List<MediaFormat> Formats(AudioAgreement agreement) =>
        agreement.TelephoneEventPayloadType is { } payloadType ? [Ours(agreement), TelephoneEventFormat(payloadType)] : [Ours(agreement)];

    // The peer's format parameters say what it wants to receive, not what we do.
    private static MediaFormat Ours(AudioAgreement agreement) => agreement.Codec with { Parameters = null };

    private static MediaDescription Refuse(MediaDescription media) =>
        new() { Kind = media.Kind, Port = 0, Protocol = media.Protocol, Formats = media.Formats };

    // A static number means what RFC 3551 says; a dynamic one is the peer's to choose.
    private static bool IsSame(MediaFormat ours, MediaFormat theirs) =>
        theirs.IsSameEncoding(ours) && (theirs.PayloadType == ours.PayloadType || (theirs.PayloadType >= FirstDynamicPayloadType && ours.PayloadType >= FirstDynamicPayloadType));

    private AudioAgreement? Agree(SessionDescription description, MediaDescription media)
    {
        if (media.Kind != Audio || media.IsRejected || !Protects(media, out var local, out var remote)
            || description.ConnectionOf(media) is not { } connection || !IPAddress.TryParse(connection.Address, out var address)
            || address.AddressFamily != _local.AddressFamily)
        {
            return null;
        }
        var theirs = media.MediaFormats;
        var codec = _codecs.Select(ours => theirs.FirstOrDefault(format => IsSame(ours, format))).FirstOrDefault(format => format is not null);
        if (codec is null)
        {
            return null;
        }
        var events = theirs.FirstOrDefault(format =>
            string.Equals(format.Encoding, TelephoneEvent, StringComparison.OrdinalIgnoreCase) && format.ClockRate == TelephoneEventClock);
        return new AudioAgreement(codec, events?.PayloadType, new IPEndPoint(address, media.Port), description.DirectionOf(media))
        {
            LocalCrypto = local,
            RemoteCrypto = remote,
            RtcpMux = media.RtcpMux,
            RemoteRtcp = media.RtcpPort is > 0 and <= IPEndPoint.MaxPort ? new IPEndPoint(address, media.RtcpPort) : null,
        };
    }

    /// <summary>Whether media is encrypted as we may, or in the clear as we may; and the keys of both sides.</summary>
    private bool Protects(MediaDescription media, out SdpCrypto? local, out SdpCrypto? remote)
    {
        (local, remote) = (null, null);
        if (media.Protocol == RtpAvp)
        {
            return _protection is not { IsRequired: true };
        }
        if (media.Protocol != RtpSavp)
        {
            return false;
        }
        // The writer's order counts (RFC 4568 5.1.2). An answer has the tag of what it takes, which is ours; our answer has that of the offer.
        foreach (var theirs in media.Attributes.All(Crypto).Select(SdpCrypto.TryParse).OfType<SdpCrypto>())
        {
            var ours = _keys.Find(key => key.Suite.Equals(theirs.Suite, StringComparison.OrdinalIgnoreCase) && key.Key.Length == theirs.Key.Length);
            if (ours is not null)
            {
                (local, remote) = (ours with { Tag = theirs.Tag }, theirs);
                return true;
            }
        }
        return false;
    }

    private MediaDescription Describe(IReadOnlyList<MediaFormat> formats, SdpDirection direction, IReadOnlyList<SdpCrypto> keys, bool rtcpMux)
    {
        var media = MediaDescription.Create(Audio, _local.Port, keys.Count > 0 ? RtpSavp : RtpAvp, formats);
        var attributes = keys.Aggregate(media.Attributes, (all, key) => all.Add(Crypto, key.Value)).Add("ptime", 20.ToString(CultureInfo.InvariantCulture));
        return media with { Attributes = (rtcpMux ? attributes.Add("rtcp-mux") : attributes).WithDirection(direction) };
    }

    private byte[] Describe(IReadOnlyList<MediaDescription> media)
    {
        var address = _local.Address.ToString();
        var next = new SessionDescription
        {
            Origin = _last?.Origin ?? new SdpOrigin("-", _sessionId, 1, address),
            Connection = new SdpConnection(address),
            Media = media,
        };
        if (_last is not null && next.ToString() != _last.ToString())
        {
            next = next with { Origin = next.Origin with { SessionVersion = next.Origin.SessionVersion + 1 } };
        }
        _last = next;
        return next.ToArray();
    }
}
