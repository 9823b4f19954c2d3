using FsCheck;
using FsCheck.Fluent;

namespace Tandem.Sip.Tests;

/// <summary>Checks properties with the same cases in every run.</summary>
internal static class PropertyChecks
{
    public static void CheckAlways(this Property property) => Check.One(Config.QuickThrowOnFailure.WithReplay(3261UL, 8867UL).WithMaxTest(200), property);
}
