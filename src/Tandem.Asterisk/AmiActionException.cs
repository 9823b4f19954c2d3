using Tandem.Asterisk.Actions;

namespace Tandem.Asterisk;

/// <summary>Asterisk refused an action.</summary>
public sealed class AmiActionException : AmiException
{
    internal AmiActionException(AmiError error)
        : base(error.ToString()) => Error = error;

    /// <summary>What it said, and what that means.</summary>
    public AmiError Error { get; }
}
