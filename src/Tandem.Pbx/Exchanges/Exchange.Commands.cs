using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Pbx.Exchanges;

public sealed partial class Exchange
{
    /// <summary>
    /// Executes a command at the source that owns its target. When the result comes, the merged model has the effect, as far as the source
    /// says at which position it is seen.
    /// </summary>
    /// <param name="command">The command; a bare id is accepted where it is unique among all sources.</param>
    /// <param name="cancellationToken">Stops waiting; the command may or may not have been executed then.</param>
    public async ValueTask<CommandResult> ExecuteAsync(PbxCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ObjectResolution resolution = _state.Resolve(command.TargetKind, command.Target, command.Domain);
        if (resolution.IsAmbiguous)
            return CommandResult.Ambiguous(command.Target, resolution.Candidates);
        if (resolution.Id is not { } id || FindLink(id.Source) is not { } link)
            return CommandResult.NotFound(command.TargetKind, command.Target);
        if (!Can(link, id, command))
            return CommandResult.NotSupported(command.Capability, link.Pbx.WhyMissing(command.Capability));

        CommandResult result = await link.Pbx.ExecuteAsync(command.WithTarget(id), cancellationToken).ConfigureAwait(false);
        if (result.Position is not { } position)
            return result;
        await link.WhenMergedAsync(position).WaitAsync(cancellationToken).ConfigureAwait(false);
        return result with { Position = _state.Position };
    }

    private bool Can(SourceLink link, ObjectId target, PbxCommand command)
    {
        if (!link.Pbx.Capabilities.Contains(command.Capability))
            return false;
        return command.TargetKind != EntityKind.Channel
            || !_state.TryGet(target, out Channel? channel)
            || channel.Capabilities is not { } own
            || own.Contains(command.Capability);
    }
}
