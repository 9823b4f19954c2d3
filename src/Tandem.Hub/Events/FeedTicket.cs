namespace Tandem.Hub.Events;

/// <summary>Lets its bearer subscribe once, by a query, where no header can be sent.</summary>
/// <param name="Ticket">The ticket.</param>
/// <param name="ExpiresAt">Until when.</param>
internal sealed record FeedTicket(string Ticket, DateTimeOffset ExpiresAt)
{
    /// <inheritdoc/>
    public override string ToString() => "FeedTicket";
}
