namespace Tandem.Switch.Calls.Supervision;

/// <summary>What one who listens in may do.</summary>
public enum SupervisionMode
{
    /// <summary>Hears both sides, and is heard by nobody.</summary>
    Spy,

    /// <summary>Hears both sides, and is heard by the leg that it listens to alone.</summary>
    Whisper,

    /// <summary>Hears both sides, and is heard by both.</summary>
    Barge,
}
