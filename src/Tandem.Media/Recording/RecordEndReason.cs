namespace Tandem.Media.Recording;

/// <summary>Why a recording ended.</summary>
public enum RecordEndReason
{
    /// <summary><see cref="ChannelRecording.Finish"/> was called.</summary>
    Requested,

    /// <summary>The longest duration was reached.</summary>
    MaxDuration,

    /// <summary>The level fell below that of <see cref="RecordOptions.FinishBelow"/>.</summary>
    BelowLevel,

    /// <summary>The channel was closed.</summary>
    ChannelClosed,

    /// <summary>The file could not be written; <see cref="RecordResult.Failure"/> tells why.</summary>
    Failed,
}
