using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tandem.Hub.Rest.Access;

namespace Tandem.Hub.Events;

/// <summary>The tickets that are outstanding: 256 random bits each, with the rights of the token that asked, good for one use.</summary>
internal sealed class FeedTickets(FeedOptions options, TimeProvider timeProvider)
{
    private const int TicketBytes = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Caller Caller, DateTimeOffset ExpiresAt)> _outstanding = [];
    private readonly Queue<(string Ticket, DateTimeOffset ExpiresAt)> _order = new();

    /// <summary>Makes a ticket.</summary>
    /// <param name="caller">Who asks.</param>
    /// <returns>The ticket; null when too many are outstanding.</returns>
    public FeedTicket? Issue(Caller caller)
    {
        var now = timeProvider.GetUtcNow();
        var ticket = new FeedTicket(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TicketBytes)), now + options.TicketLifetime);
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && (oldest.ExpiresAt <= now || !_outstanding.ContainsKey(oldest.Ticket)))
            {
                _outstanding.Remove(_order.Dequeue().Ticket);
            }
            if (_outstanding.Count >= options.MaxTickets)
            {
                return null;
            }
            _outstanding.Add(ticket.Ticket, (caller, ticket.ExpiresAt));
            _order.Enqueue((ticket.Ticket, ticket.ExpiresAt));
            return ticket;
        }
    }

    /// <summary>Uses a ticket up.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="caller">Who asked for it.</param>
    /// <returns>False when there is no such ticket, or no longer.</returns>
    public bool TryTake(string ticket, [NotNullWhen(true)] out Caller? caller)
    {
        lock (_gate)
        {
            caller = _outstanding.Remove(ticket, out var known) && known.ExpiresAt > timeProvider.GetUtcNow() ? known.Caller : null;
            return caller is not null;
        }
    }
}
