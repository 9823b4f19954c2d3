namespace Tandem.Pbx.Commands;

/// <summary>How a command came out. All of these are expected; exceptions are for misuse and bugs.</summary>
public enum CommandOutcome
{
    /// <summary>Done.</summary>
    Done,

    /// <summary>No such object, or none that the command's domain may see.</summary>
    NotFound,

    /// <summary>A bare id fits several objects; the result lists them.</summary>
    Ambiguous,

    /// <summary>The source or the channel cannot do this; the result names the capability.</summary>
    NotSupported,

    /// <summary>The object's state does not allow it, or the source refused.</summary>
    Refused,

    /// <summary>The party is busy.</summary>
    Busy,

    /// <summary>The source, or the party, cannot be reached now.</summary>
    Unavailable,

    /// <summary>No answer in time. The command may or may not have been executed.</summary>
    TimedOut,

    /// <summary>The source tried and failed.</summary>
    Failed,
}
