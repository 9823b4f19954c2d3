using Tandem.Pbx.Commands;

namespace Tandem.Pbx;

/// <summary>A telephone exchange: what it shows (<see cref="Model"/>), what it can do, and how to make it do so.</summary>
public interface IPbx
{
    /// <summary>The name of the source: the first part of the ids of all its objects. Without a colon.</summary>
    string Name { get; }

    /// <summary>The live model: snapshot, changes, outbox, telemetry.</summary>
    IPbxModel Model { get; }

    /// <summary>The commands that it can execute.</summary>
    CapabilitySet Capabilities { get; }

    /// <summary>Why a capability is missing, in a sentence; <see langword="null"/> when there is nothing to say.</summary>
    /// <param name="capability">The capability.</param>
    string? WhyMissing(Capability capability) => null;

    /// <summary>Executes a command. Expected failures are results; a command beyond <see cref="Capabilities"/> is answered with
    /// <see cref="CommandOutcome.NotSupported"/>.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops waiting; the command may or may not have been executed then.</param>
    ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default);
}
