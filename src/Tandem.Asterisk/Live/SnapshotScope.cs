namespace Tandem.Asterisk.Live;

/// <summary>What a snapshot has read in full; of that, what it did not name is gone.</summary>
[Flags]
internal enum SnapshotScope
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Channels and bridges.</summary>
    Channels = 1,

    /// <summary>Queues, their members and callers.</summary>
    Queues = 2,

    /// <summary>Parking lots and parked calls.</summary>
    Parking = 4,

    /// <summary>Conferences.</summary>
    Conferences = 8,

    /// <summary>Endpoints and peers of every driver that is loaded.</summary>
    Endpoints = 16,

    /// <summary>Mailboxes.</summary>
    Mailboxes = 32,

    /// <summary>Do not disturb and forwards.</summary>
    Settings = 64,

    /// <summary>The registered phones of chan_pjsip, where that is the only driver.</summary>
    Contacts = 128,

    /// <summary>Everything.</summary>
    All = 255,
}
