namespace Tandem.Switch.Calls.Bridging;

/// <summary>With whom a leg ends. What a program ends itself (<see cref="Call.HangupAsync"/>) never ends a leg that has a policy of its own.</summary>
public enum HangupPolicy
{
    /// <summary>The exchange decides: a leg that no program has in hand ends with the one that it talks with; one that a program has stays.</summary>
    Automatic,

    /// <summary>It stays when the other leg ends.</summary>
    Stay,

    /// <summary>It ends when the phone of its parent hangs up.</summary>
    WithParent,

    /// <summary>It ends when the phone of a leg hangs up whose parent it is, and that it talks with.</summary>
    WithChild,

    /// <summary>It ends when the phone of either hangs up.</summary>
    WithEither,
}
