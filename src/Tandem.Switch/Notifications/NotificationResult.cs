namespace Tandem.Switch.Notifications;

/// <summary>What became of a notification to the phones of a user.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Phones">To how many phones it was sent.</param>
/// <param name="Accepted">How many took it, with a 2xx.</param>
public readonly record struct NotificationResult(NotificationOutcome Outcome, int Phones = 0, int Accepted = 0);
