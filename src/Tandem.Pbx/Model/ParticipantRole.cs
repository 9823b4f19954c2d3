namespace Tandem.Pbx.Model;

/// <summary>The part that a participant takes in a conversation.</summary>
public enum ParticipantRole
{
    /// <summary>A party to the call.</summary>
    Party,

    /// <summary>One who listens in; visible to supervisors only.</summary>
    Supervisor,

    /// <summary>A program: a menu, a recorder, a conference room.</summary>
    Application,
}
