using Tandem.Pbx.Commands;
using Tandem.Pbx.Model;

namespace Tandem.Pbx;

/// <summary>The two commands that every program gives, as methods.</summary>
public static class PbxExtensions
{
    /// <summary>Calls a number in the name of an extension: the extension's phone rings first, then the number is dialled.</summary>
    /// <param name="pbx">The exchange.</param>
    /// <param name="from">The extension, by id or number.</param>
    /// <param name="to">The number or URI to be called.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>When done, the id of the conversation.</returns>
    public static ValueTask<CommandResult> CallAsync(
        this IPbx pbx, ObjectReference from, string to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pbx);
        return pbx.ExecuteAsync(new CallCommand(from, to), cancellationToken);
    }

    /// <summary>Hangs a channel up.</summary>
    /// <param name="pbx">The exchange.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="cause">Why; <see langword="null"/> means <see cref="HangupCause.ManagerRequest"/>.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public static ValueTask<CommandResult> HangUpAsync(
        this IPbx pbx, ObjectReference channel, HangupCause? cause = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pbx);
        return pbx.ExecuteAsync(new HangUpCommand(channel, cause), cancellationToken);
    }
}
