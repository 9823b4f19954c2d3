namespace Tandem.Pbx.Model;

/// <summary>Which way a conversation goes, as seen from its domain.</summary>
public enum CallDirection
{
    /// <summary>Between extensions.</summary>
    Internal,

    /// <summary>From outside.</summary>
    Inbound,

    /// <summary>To outside.</summary>
    Outbound,
}
