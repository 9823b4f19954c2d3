namespace Tandem.Switch.Notifications;

/// <summary>The voice messages of a mailbox; all 0 or more.</summary>
/// <param name="New">Not yet heard.</param>
/// <param name="Saved">Heard and kept.</param>
/// <param name="Urgent">Not yet heard and marked urgent; part of <paramref name="New"/>.</param>
public readonly record struct MessageCounts(int New, int Saved = 0, int Urgent = 0);
