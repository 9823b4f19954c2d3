using Tandem.Hub.Rest.Access;
using Tandem.Pbx.Commands;
using Tandem.Pbx.Exchanges;
using Tandem.Pbx.Model;

namespace Tandem.Hub.Rest.Commands;

/// <summary>Keeps the token of a user to what is the user's own: its legs, and its extensions.</summary>
internal static class OwnObjects
{
    /// <summary>What forbids a command; null when nothing does, as to tokens of a domain and to the operator.</summary>
    /// <param name="command">The command.</param>
    /// <param name="caller">Who gives it.</param>
    /// <param name="exchange">Where the objects are.</param>
    public static Problem? Refuse(PbxCommand command, Caller caller, Exchange exchange) => caller.User is null
        ? null
        : Touched(command).Select(item => Refuse(item.Kind, item.Reference, caller, exchange)).FirstOrDefault(problem => problem is not null);

    // What cannot be found is refused by the command itself.
    private static Problem? Refuse(EntityKind kind, ObjectReference reference, Caller caller, Exchange exchange)
    {
        if (exchange.Model.Resolve(kind, reference, caller.Domain).Id is not { } id)
        {
            return null;
        }
        return kind switch
        {
            EntityKind.Extension => !exchange.Model.TryGet(id, out Extension? extension) || extension.User?.Id == caller.User
                ? null
                : new Problem(StatusCodes.Status403Forbidden, $"The token's user may act for extensions of its own only, and '{reference}' is none."),
            EntityKind.Channel => !exchange.Model.TryGet(id, out Channel? channel) || caller.Sees(channel)
                ? null
                : CommandProblem.Of(CommandResult.NotFound(kind, reference)),
            _ => new Problem(StatusCodes.Status403Forbidden, $"The token of a user may not do this: '{reference}' belongs to all."),
        };
    }

    private static IEnumerable<(EntityKind Kind, ObjectReference Reference)> Touched(PbxCommand command) => command switch
    {
        AttendedTransferCommand transfer => [(EntityKind.Channel, transfer.Channel), (EntityKind.Channel, transfer.Consultation)],
        SpyCommand spy => Listening(spy.Channel, spy.Listener),
        WhisperCommand whisper => Listening(whisper.Channel, whisper.Listener),
        BargeCommand barge => Listening(barge.Channel, barge.Listener),
        // Members come, go and pause by themselves.
        AddQueueMemberCommand add => [(EntityKind.Extension, add.Extension)],
        RemoveQueueMemberCommand remove => [(EntityKind.Extension, remove.Extension)],
        PauseQueueMemberCommand pause => [(EntityKind.Extension, pause.Extension)],
        _ => [(command.TargetKind, command.Target)],
    };

    // Who listens may be named by an extension or by a leg.
    private static IEnumerable<(EntityKind Kind, ObjectReference Reference)> Listening(ObjectReference channel, ObjectReference listener) =>
        [(EntityKind.Channel, channel), (EntityKind.Extension, listener), (EntityKind.Channel, listener)];
}
