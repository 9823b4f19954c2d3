using Tandem.Pbx.Commands;

namespace Tandem.Asterisk.Live.Functions;

/// <summary>A capability that an Asterisk does not have.</summary>
/// <param name="Capability">The capability.</param>
/// <param name="Reason">Why it is missing, in a sentence.</param>
public sealed record MissingCapability(Capability Capability, string Reason);
