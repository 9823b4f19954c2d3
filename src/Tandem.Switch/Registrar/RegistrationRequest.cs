using System.Net;
using Tandem.Sip.Messages;
using Tandem.Sip.Transport;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Registrar;

/// <summary>A registration that a <see cref="RegistrationHook"/> decides about.</summary>
/// <param name="Account">Whose it is.</param>
/// <param name="Request">The REGISTER; to be read only until the hook has answered.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Protocol">On which protocol.</param>
public sealed record RegistrationRequest(SipAccount Account, SipMessage Request, IPEndPoint Source, SipProtocol Protocol);
