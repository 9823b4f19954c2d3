namespace Tandem.Pbx.Model;

/// <summary>Whether something is being recorded.</summary>
public enum RecordingStatus
{
    /// <summary>No.</summary>
    Off,

    /// <summary>Yes.</summary>
    On,

    /// <summary>A recording has been started and is paused.</summary>
    Paused,

    /// <summary>The source cannot say, as after a lost connection.</summary>
    Unknown,
}
