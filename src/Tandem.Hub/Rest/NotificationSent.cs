using Tandem.Switch.Notifications;

namespace Tandem.Hub.Rest;

/// <summary>The answer to a notification of phones.</summary>
/// <param name="Outcome"><c>delivered</c>, <c>refused</c> or <c>noPhone</c>.</param>
/// <param name="Phones">To how many phones it was sent.</param>
/// <param name="Accepted">How many took it.</param>
internal sealed record NotificationSent(NotificationOutcome Outcome, int Phones, int Accepted);
