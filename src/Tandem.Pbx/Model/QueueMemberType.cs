namespace Tandem.Pbx.Model;

/// <summary>How an agent came to be a member of a queue.</summary>
public enum QueueMemberType
{
    /// <summary>By configuration.</summary>
    Static,

    /// <summary>By command, until removed.</summary>
    Dynamic,

    /// <summary>By the source's database.</summary>
    Realtime,
}
