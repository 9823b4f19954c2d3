namespace Tandem.Pbx.Model;

/// <summary>Whether and how an extension can be reached.</summary>
public enum ExtensionStatus
{
    /// <summary>No phone is registered.</summary>
    Offline,

    /// <summary>Registered and free.</summary>
    Online,

    /// <summary>In a call.</summary>
    Busy,

    /// <summary>Being called.</summary>
    Ringing,

    /// <summary>In a call, and being called.</summary>
    BusyRinging,

    /// <summary>In a call that is on hold.</summary>
    OnHold,

    /// <summary>Do not disturb is on.</summary>
    DoNotDisturb,
}
