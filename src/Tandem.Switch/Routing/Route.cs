using Tandem.Switch.Calls;
using Tandem.Switch.Directory;

namespace Tandem.Switch.Routing;

/// <summary>An application and the numbers of a domain that reach it.</summary>
internal sealed record Route(SipDomain Domain, NumberPattern Pattern, string Name, Func<Call, Task> Handler);
