namespace Tandem.Media.Recording;

/// <summary>What of a channel is recorded.</summary>
public enum RecordDirection
{
    /// <summary>What the remote says, and what it hears.</summary>
    Both,

    /// <summary>What the remote says.</summary>
    Received,

    /// <summary>What the remote hears.</summary>
    Sent,
}
