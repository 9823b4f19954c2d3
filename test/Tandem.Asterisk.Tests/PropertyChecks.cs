using FsCheck;
using FsCheck.Fluent;

namespace Tandem.Asterisk.Tests;

/// <summary>Checks properties with the same cases in every run.</summary>
internal static class PropertyChecks
{
    public static void CheckAlways(this Property property, int times = 100) => Check.One(Config.QuickThrowOnFailure.WithReplay(5038UL, 8867UL).WithMaxTest(times), property);
}
