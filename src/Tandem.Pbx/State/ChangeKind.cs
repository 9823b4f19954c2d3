namespace Tandem.Pbx.State;

/// <summary>What a change is about. Kinds are never joined: each change has its own revision.</summary>
public enum ChangeKind
{
    /// <summary>A channel was offered: a call comes in, or one is set up.</summary>
    Offered,

    /// <summary>A phone rings.</summary>
    Ringing,

    /// <summary>A call was answered.</summary>
    Answered,

    /// <summary>Channels were joined.</summary>
    Bridged,

    /// <summary>Channels were parted.</summary>
    Unbridged,

    /// <summary>A party put the call on hold.</summary>
    Held,

    /// <summary>A party took the call off hold.</summary>
    Resumed,

    /// <summary>A call was transferred.</summary>
    Transferred,

    /// <summary>A call was forwarded or redirected.</summary>
    Redirected,

    /// <summary>A call was parked.</summary>
    Parked,

    /// <summary>A parked call was taken back.</summary>
    Retrieved,

    /// <summary>A call that rang elsewhere was picked up.</summary>
    PickedUp,

    /// <summary>Two conversations became one.</summary>
    Merged,

    /// <summary>One conversation became two.</summary>
    Split,

    /// <summary>A channel was hung up.</summary>
    HungUp,

    /// <summary>A digit was pressed; <see cref="Change.Detail"/> holds it.</summary>
    Digit,

    /// <summary>A party was muted.</summary>
    Muted,

    /// <summary>A party is heard again.</summary>
    Unmuted,

    /// <summary>A recording started.</summary>
    RecordingStarted,

    /// <summary>A recording was paused.</summary>
    RecordingPaused,

    /// <summary>A recording goes on after a pause.</summary>
    RecordingResumed,

    /// <summary>A recording ended.</summary>
    RecordingStopped,

    /// <summary>A channel changed in another way.</summary>
    ChannelChanged,

    /// <summary>Somebody listens in.</summary>
    SpyStarted,

    /// <summary>Nobody listens in any more.</summary>
    SpyStopped,

    /// <summary>A caller began to wait in a queue.</summary>
    QueueJoined,

    /// <summary>A caller left a queue.</summary>
    QueueLeft,

    /// <summary>A queue or its members changed.</summary>
    QueueChanged,

    /// <summary>A channel entered a conference.</summary>
    ConferenceJoined,

    /// <summary>A channel left a conference.</summary>
    ConferenceLeft,

    /// <summary>A conference changed.</summary>
    ConferenceChanged,

    /// <summary>A phone registered.</summary>
    Registered,

    /// <summary>A phone's registration ended.</summary>
    Unregistered,

    /// <summary>An account is locked for a time: too many wrong credentials.</summary>
    AccountLocked,

    /// <summary>An extension changed in another way.</summary>
    ExtensionChanged,

    /// <summary>A parking lot changed.</summary>
    ParkingChanged,

    /// <summary>A trunk changed.</summary>
    TrunkChanged,

    /// <summary>A mailbox changed.</summary>
    MailboxChanged,

    /// <summary>The configuration of the source was read: objects came, changed or went.</summary>
    Configured,

    /// <summary>The source lost its connection: its objects are what was last known.</summary>
    Stale,

    /// <summary>The source was read anew, and the differences applied.</summary>
    Reconciled,

    /// <summary>A source was added to an exchange, with its objects.</summary>
    SourceAdded,

    /// <summary>A source was removed from an exchange, with its objects.</summary>
    SourceRemoved,

    /// <summary>Ended conversations left the state, every consumer of the outbox having acknowledged their end.</summary>
    Archived,
}
