using System.Net;
using Tandem.Media;
using Tandem.Pbx.Model;
using Tandem.Sip.Messages;
using Tandem.Sip.Sdp;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Calls;

public sealed partial class Call
{
    private AudioOfferAnswer? _negotiation;
    private byte[] _localDescription = [];
    private bool _awaitsAnswer;
    private bool _isDescribed;
    private IPAddress? _remoteAddress;
    private SipProtocol? _protocol;

    internal MediaFormat? Codec => _negotiation?.Agreement?.Codec;

    /// <summary>Opens the audio of a leg that called us, and settles its codec. Does nothing the second time.</summary>
    /// <returns>Why the leg cannot have audio; null where it can.</returns>
    internal HangupCause? PrepareMedia()
    {
        if (_negotiation is not null)
        {
            return null;
        }
        if (!OpenMedia(near: null, _manager.Codecs))
        {
            return HangupCause.ServiceUnavailable;
        }
        if (Invite.Body.IsEmpty)
        {
            _awaitsAnswer = true;
            _localDescription = _negotiation!.Offer();
            return null;
        }
        if (TakeOffer(Invite) is not { } answer)
        {
            return HangupCause.IncompatibleDestination;
        }
        _localDescription = answer;
        return null;
    }

    /// <summary>Opens the audio of a leg to a phone.</summary>
    /// <param name="flow">The way to the phone.</param>
    /// <param name="caller">The leg that it will talk with.</param>
    /// <param name="codecs">What it may talk, the preferred one first; null for what the caller can and the exchange has.</param>
    /// <returns>False where no port is left, or its media may not be in the clear and keys may not be told.</returns>
    internal bool PrepareCalled(SipFlow flow, Call? caller, IReadOnlyList<MediaFormat>? codecs)
    {
        _remoteAddress = flow.Remote.Address;
        _protocol = flow.Transport.Protocol;
        if (_manager.ProtectionFor(flow.Transport.Protocol) is { IsRequired: true, Suites.Count: 0 })
        {
            return false;
        }
        // The caller's codec first: where the phone takes it, nothing is converted.
        return OpenMedia(caller?.Media, codecs ?? (caller is null ? _manager.Codecs : caller.CodecsForPeer()));
    }

    /// <summary>The offer to a phone.</summary>
    internal byte[] Offer() => _negotiation!.Offer();

    /// <summary>
    /// Takes the codec that the called phone chose, where this leg offered it too and has not been told another one yet: then nothing needs to be
    /// converted.
    /// </summary>
    /// <returns>Whether the two legs may be bridged.</returns>
    internal bool AlignWith(Call called)
    {
        if (!_isDescribed && _awaitsAnswer && called.Codec is { } first)
        {
            // The caller has left the offer to us: what the called phone talks comes first in it.
            var codecs = _manager.Codecs.Where(codec => _manager.MayTranscode || codec.IsSameEncoding(first)).OrderByDescending(codec => codec.IsSameEncoding(first));
            _negotiation = Negotiation([.. codecs]);
            _localDescription = _negotiation.Offer();
        }
        else if (called.Codec is { } codec && Codec is { } own && !codec.IsSameEncoding(own) && !_isDescribed && !Invite.Body.IsEmpty)
        {
            var former = _negotiation;
            _negotiation = Negotiation([codec]);
            if (TakeOffer(Invite) is { } answer)
            {
                _localDescription = answer;
            }
            else
            {
                _negotiation = former;
            }
        }
        return _manager.MayTranscode || Codec is null || called.Codec is null || Codec.IsSameEncoding(called.Codec);
    }

    // What the phone of the other leg is offered: all that we can convert, or what this leg could take itself.
    private IReadOnlyList<MediaFormat> CodecsForPeer()
    {
        var own = Codec;
        var codecs = _manager.Codecs.OrderByDescending(codec => own is not null && codec.IsSameEncoding(own));
        if (_manager.MayTranscode || own is null)
        {
            return [.. codecs];
        }
        var offered = !_isDescribed && SessionDescription.TryParse(Invite.Body.Span, out var offer).Ok ? offer!.Audio?.MediaFormats : null;
        return [.. codecs.Where(codec => codec.IsSameEncoding(own) || (offered?.Any(codec.IsSameEncoding) ?? false))];
    }

    private AudioOfferAnswer Negotiation(IReadOnlyList<MediaFormat> codecs) =>
        new(codecs, _manager.MediaAddressFor(Media!, _remoteAddress!), _manager.ProtectionFor(_protocol ?? Session.Flow.Transport.Protocol));

    private bool OpenMedia(MediaChannel? near, IReadOnlyList<MediaFormat> codecs)
    {
        _remoteAddress ??= Session.Flow.Remote.Address;
        if (!_manager.TryOpenMedia(Id, _remoteAddress, near, out var media))
        {
            return false;
        }
        Media = media;
        media.DigitReceived += (_, digit) => _manager.Loop.Post(() => OnMediaDigit(digit));
        media.TalkingChanged += OnTalking;
        _negotiation = Negotiation(codecs);
        return true;
    }

    private byte[]? TakeOffer(SipMessage message)
    {
        if (!SessionDescription.TryParse(message.Body.Span, out var offer).Ok || _negotiation!.Answer(offer!, out var answer) is not { } agreement)
        {
            return null;
        }
        Apply(agreement);
        return answer;
    }

    private bool TakeAnswer(SipMessage message)
    {
        _awaitsAnswer = false;
        if (!SessionDescription.TryParse(message.Body.Span, out var answer).Ok || _negotiation!.Accept(answer!) is not { } agreement)
        {
            return false;
        }
        Apply(agreement);
        return true;
    }

    private void Apply(AudioAgreement agreement)
    {
        RestartMediaTimeout();
        // An unspecified address is the hold of RFC 2543: the address before it stays.
        if (!agreement.Remote.Address.Equals(IPAddress.Any) && !agreement.Remote.Address.Equals(IPAddress.IPv6Any))
        {
            Media!.SetRemote(new MediaRemote
            {
                EndPoint = agreement.Remote,
                Codec = agreement.Codec.ToCodec(),
                PayloadType = agreement.Codec.PayloadType,
                RtcpMux = agreement.RtcpMux,
                RtcpEndPoint = agreement.RemoteRtcp,
                Srtp = agreement.ToSrtp(),
                TelephoneEventPayloadType = agreement.TelephoneEventPayloadType is >= 96 and <= 127 and var payloadType ? payloadType : null,
                SignalledFrom = _remoteAddress,
            });
        }
        Media!.SetDirection(send: agreement.RemoteDirection.Receives(), receive: agreement.RemoteDirection.Sends() && !IsMuted);
    }

    private void CloseMedia()
    {
        if (Media is not { } media)
        {
            return;
        }
        var figures = media.Statistics;
        FinalMedia = new MediaQuality(figures.PacketsReceived, Math.Max(0, figures.PacketsLost), figures.Jitter, figures.MeanOpinionScore);
        media.Close();
    }
}
