namespace Tandem.Sipgate.Webhooks;

/// <summary>What a caller who is turned away hears.</summary>
public enum RejectReason
{
    /// <summary>Rejected (<c>rejected</c>).</summary>
    Rejected,

    /// <summary>The busy tone (<c>busy</c>).</summary>
    Busy,
}
