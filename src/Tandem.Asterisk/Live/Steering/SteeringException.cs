using Tandem.Pbx.Commands;

namespace Tandem.Asterisk.Live.Steering;

/// <summary>Ends a command with its result. It never leaves this folder.</summary>
internal sealed class SteeringException(CommandResult result) : Exception(result.Reason)
{
    /// <summary>Ends a command as refused.</summary>
    /// <param name="reason">Why.</param>
    public SteeringException(string reason)
        : this(CommandResult.Refused(reason))
    {
    }

    /// <summary>How the command came out.</summary>
    public CommandResult Result => result;
}
