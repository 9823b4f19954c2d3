using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tandem.Media;

namespace Tandem.Switch.Tests.Calls.Simulation;

/// <summary>
/// Random lives of calls between some phones, on a clock and a network in memory: whatever people, programs, a bad network and power failures do, the
/// model is what the phones know of their calls, each of its changes is sound, and nothing is left at the end. A life that shows otherwise is shrunk to
/// the few steps that matter, and told in words. The same lives each time; <c>TANDEM_SIMULATED_LIVES=20000</c> plays so many others.
/// </summary>
public sealed class CallSimulationTests
{
    private const int Lives = 120;

    private static Arbitrary<int[]> Steps => Arb.ToArbitrary(Gen.Choose(0, (1 << 18) - 1).ArrayOf(), Shorter);

    [Fact]
    public async Task Whatever_happens_to_calls_the_model_is_what_the_phones_know_and_nothing_is_left()
    {
        await using var media = new MediaEngine(TestExchange.SystemPorts);
        var lives = Environment.GetEnvironmentVariable("TANDEM_SIMULATED_LIVES");
        var config = lives is null
            ? Config.QuickThrowOnFailure.WithReplay(5060UL, 8867UL).WithMaxTest(Lives)
            : Config.QuickThrowOnFailure.WithMaxTest(int.Parse(lives, CultureInfo.InvariantCulture));
        Check.One(config.WithEndSize(60), Prop.ForAll(Steps, steps => Play(media, steps)));
    }

    private static void Play(MediaEngine media, int[] steps)
    {
        using var life = new CallLife(media);
        try
        {
            life.Play(steps);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"{exception.Message}\nThe life of calls that showed it:\n{life.Script}", exception);
        }
    }

    private static IEnumerable<int[]> Shorter(int[] steps)
    {
        for (var length = steps.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= steps.Length; start += length)
            {
                yield return [.. steps[..start], .. steps[(start + length)..]];
            }
        }
    }
}
