using Tandem.Media.Srtp;
using Tandem.Sip.Sdp;
using Tandem.Sip.Transport;

namespace Tandem.Switch.Calls;

internal sealed partial class CallManager
{
    /// <summary>How the media of a leg may be encrypted, by the way that its keys go.</summary>
    public MediaProtection? ProtectionFor(SipProtocol protocol)
    {
        var mayTell = _options.SrtpWithoutTls || protocol.IsSecure();
        if (_options.Srtp == SrtpPolicy.Off || (!mayTell && _options.Srtp != SrtpPolicy.Require))
        {
            return null;
        }
        // Where keys may not be told but media must be encrypted, there is no suite to agree on.
        return new MediaProtection
        {
            Suites = mayTell ? [.. _options.SrtpProfiles.Select(profile => profile.ToSuite())] : [],
            IsOffered = _options.Srtp >= SrtpPolicy.Offer,
            IsRequired = _options.Srtp == SrtpPolicy.Require,
        };
    }
}
