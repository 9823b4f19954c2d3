using System.Diagnostics;

namespace Tandem.Media.Tests.Testing;

/// <summary>Waits for a state that no event tells.</summary>
public static class Eventually
{
    public static void True(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "The state did not come about.");
            Thread.Yield();
        }
    }
}
