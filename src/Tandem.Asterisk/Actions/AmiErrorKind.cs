namespace Tandem.Asterisk.Actions;

/// <summary>Why Asterisk refused an action.</summary>
public enum AmiErrorKind
{
    /// <summary>Another reason, which the message tells.</summary>
    Other,

    /// <summary>The user lacks a class in <c>write</c> of manager.conf.</summary>
    PermissionDenied,

    /// <summary>No such action: its module is not loaded, or this Asterisk is too old or too new for it.</summary>
    UnknownAction,

    /// <summary>The channel, queue, mailbox or entry that the action names does not exist.</summary>
    NotFound,
}
