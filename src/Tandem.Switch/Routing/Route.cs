using Tandem.Switch.Calls;

namespace Tandem.Switch.Routing;

/// <summary>An application and the numbers that reach it.</summary>
internal sealed record Route(NumberPattern Pattern, string Name, Func<Call, Task> Handler);
