namespace Tandem.Interop.Tests.Processes;

/// <summary>One hub for the tests of a class, whose echo is there for callers without an account too.</summary>
public sealed class AnonymousHubFixture : HubFixture
{
    /// <summary>Makes the fixture.</summary>
    public AnonymousHubFixture()
        : base([("Switch:AnonymousNumbers", "600")])
    {
    }
}
