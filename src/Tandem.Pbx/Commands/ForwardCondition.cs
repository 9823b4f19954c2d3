namespace Tandem.Pbx.Commands;

/// <summary>When an extension's calls are forwarded.</summary>
public enum ForwardCondition
{
    /// <summary>Every call.</summary>
    Always,

    /// <summary>While it is busy.</summary>
    Busy,

    /// <summary>When nobody answers or no phone is registered.</summary>
    Unavailable,
}
