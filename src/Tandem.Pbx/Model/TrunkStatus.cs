namespace Tandem.Pbx.Model;

/// <summary>Whether the other side of a trunk can be reached.</summary>
public enum TrunkStatus
{
    /// <summary>Nobody has asked.</summary>
    Unknown,

    /// <summary>It answers.</summary>
    Online,

    /// <summary>It does not answer.</summary>
    Offline,
}
