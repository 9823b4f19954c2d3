namespace Tandem.Switch.Notifications;

/// <summary>What became of a notification.</summary>
public enum NotificationOutcome
{
    /// <summary>At least one phone took it.</summary>
    Delivered,

    /// <summary>No phone took it: each refused it, or did not answer.</summary>
    Refused,

    /// <summary>The user has no registered phone.</summary>
    NoPhone,

    /// <summary>There is no such user.</summary>
    NotFound,
}
