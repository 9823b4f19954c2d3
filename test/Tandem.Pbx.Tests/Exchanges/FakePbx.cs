using Tandem.Pbx.Commands;
using Tandem.Pbx.State;

namespace Tandem.Pbx.Tests.Exchanges;

/// <summary>A source that writes what it is asked.</summary>
internal sealed class FakePbx(string name) : IPbx
{
    public string Name => name;

    public PbxState State { get; } = new(name);

    public IPbxModel Model => State;

    public CapabilitySet Capabilities { get; init; } = [Capability.Call, Capability.HangUp];

    public List<PbxCommand> Executed { get; } = [];

    public Func<PbxCommand, CommandResult> Answer { get; set; } = _ => CommandResult.Done();

    public ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        Executed.Add(command);
        return ValueTask.FromResult(Answer(command));
    }
}
