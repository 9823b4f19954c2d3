namespace Tandem.Pbx.Model;

/// <summary>The kinds of call targets.</summary>
public enum CallTargetType
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>A user, at all of the user's devices.</summary>
    User,

    /// <summary>A group of users.</summary>
    Group,

    /// <summary>One extension.</summary>
    Extension,

    /// <summary>A queue.</summary>
    Queue,

    /// <summary>A conference room.</summary>
    Conference,

    /// <summary>A parking lot.</summary>
    Parking,

    /// <summary>A voice mailbox.</summary>
    Voicemail,

    /// <summary>A voice menu.</summary>
    Ivr,

    /// <summary>A registered application.</summary>
    Application,

    /// <summary>A number outside.</summary>
    External,
}
