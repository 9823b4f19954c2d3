using System.Globalization;

namespace Tandem.Load;

/// <summary>What a measurement came to.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Done">Calls or registrations that succeeded.</param>
/// <param name="Failed">Those that did not.</param>
/// <param name="Retransmitted">Messages that SIPp had to send again.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Cpu">CPU time of the hub alone.</param>
/// <param name="PeakMemory">The hub's resident memory at the end, in bytes.</param>
/// <param name="Frames">Frames that the one event feed got.</param>
internal sealed record LoadReport(LoadPlan Plan, long Done, long Failed, long Retransmitted, TimeSpan Elapsed, TimeSpan Cpu, long PeakMemory, long Frames)
{
    public const string Header = "| what | rate/s | done | failed | retransmitted | hub CPU | us CPU each | RSS MiB | feed frames |\n|---|---|---|---|---|---|---|---|---|";

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Plan.Kind} | {Done / Elapsed.TotalSeconds:0} | {Done} | {Failed} | {Retransmitted} | {100 * Cpu / Elapsed:0} % | {Cpu.TotalMicroseconds / Math.Max(1, Done):0} | {PeakMemory >> 20} | {Frames} |");
}
